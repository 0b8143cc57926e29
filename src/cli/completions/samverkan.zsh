#compdef samverkan
# zsh: source <(samverkan completions zsh), after compinit; or as a file _samverkan of $fpath
_samverkan() {
    local line
    local -a values shown typed
    typed=("${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}")
    while IFS= read -r line; do
        values+=("${line%%$'\t'*}")
        if [[ $line == *$'\t'* ]]; then
            shown+=("${line%%$'\t'*}  -- ${line#*$'\t'}")
        else
            shown+=("$line")
        fi
    done < <("${(Q)words[1]}" completions --complete -- "${typed[@]}" 2>/dev/null)
    if (( ! ${#values} )); then
        _files
        return
    fi
    # -U: the program has chosen those that fit, whatever the case of letters.
    if [[ ${#values} -eq 1 && ${values[1]} == *: ]]; then
        compadd -U -S '' -a values
    else
        compadd -U -l -d shown -a values
    fi
}
if [[ ${funcstack[1]} == _samverkan ]]; then
    _samverkan "$@"
else
    compdef _samverkan samverkan
fi
