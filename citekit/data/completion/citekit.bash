# completion of citekit in bash; files are offered where nothing of citekit's own is meant
_citekit_completion() {
    local IFS=$'\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" _CITEKIT_COMPLETE=complete_bash "$1" ) )
    return 0
}
complete -o default -F _citekit_completion citekit
