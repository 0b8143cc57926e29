# fish: samverkan completions fish > ~/.config/fish/completions/samverkan.fish
function __samverkan_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    set -l found ($program completions --complete -- $words "$typed" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\n' $found
    else
        __fish_complete_path "$typed"
    end
end
complete -c samverkan -f -a '(__samverkan_complete)'
