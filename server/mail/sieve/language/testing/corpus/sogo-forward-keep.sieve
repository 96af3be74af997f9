redirect "ada@home.example";
redirect "ada@second.example";
keep;
