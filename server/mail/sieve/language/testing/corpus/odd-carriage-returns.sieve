keep;# a comment that hidesstop;
keep;discard;