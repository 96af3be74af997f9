# 👩‍💻 😀
require "fileinto";
fileinto "📁/👩‍💻";
