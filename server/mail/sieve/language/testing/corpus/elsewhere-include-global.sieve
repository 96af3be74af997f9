require "include";
include :global "site";
include :once :global :optional "office/hours";
