require ["copy"];

redirect :copy "ada@home.example";
