# bash: source <(samverkan completions bash)
_samverkan() {
    local rest=${COMP_LINE:0:COMP_POINT} words=() before word typed quote= i
    # bash divides words at = and :, which stand within them here: those without space are joined.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        before=$rest
        rest=${rest#"${rest%%[![:space:]]*}"}
        word=${COMP_WORDS[i]}
        ((i < COMP_CWORD)) || word=$rest
        if ((i > 0)) && [[ $before == "$rest" ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
        rest=${rest#"$word"}
    done
    typed=${words[${#words[@]} - 1]}
    # What is quoted is asked for without its quotes.
    case $typed in
        [\'\"]*) quote=${typed:0:1} ;;
    esac
    for ((i = 1; i < ${#words[@]}; i++)); do
        word=${words[i]}
        case $word in
            \'*) word=${word#\'} word=${word%\'} ;;
            \"*) word=${word#\"} word=${word%\"} ;;
            *) word=${word//\\/} ;;
        esac
        words[i]=$word
    done
    # bash replaces what stands after the last of the signs that it divides at.
    local cut=
    if [[ -z $quote ]]; then
        case $typed in
            *[=:]*)
                word=${typed##*[=:]}
                cut=${typed%"$word"}
                [[ $COMP_WORDBREAKS == *"${cut: -1}"* ]] || cut=
                ;;
        esac
    fi
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        line=${line%%$'\t'*}
        if [[ -z $quote && $line == *[[:space:]\"\'\\\$\`\(\)\&\;\|\<\>\*\?\!\#\[\]\{\}]* ]]; then
            printf -v line %q "$line"
        fi
        [[ -z $cut ]] || line=${line:${#cut}}
        [[ $line != *: ]] || compopt -o nospace 2>/dev/null
        COMPREPLY+=("$line")
    done < <("${words[0]/#\~/$HOME}" completions --complete -- "${words[@]:1}" 2>/dev/null)
}
# Where the program has nothing to say, files are completed.
complete -o default -o bashdefault -F _samverkan samverkan
