namespace EdgeKube.Cli.Completion;

/// <summary>The scripts ask edgectl itself what fits at the cursor, so they never grow old.</summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # bash completion for edgectl: source <(edgectl completion bash)
        _edgectl() {
            local IFS=$'\n'
            local line="${COMP_LINE:0:COMP_POINT}"
            local word="${COMP_WORDS[COMP_CWORD]}"
            COMPREPLY=()
            local candidate
            while IFS= read -r candidate; do
                if [[ -n "$candidate" && "$candidate" == "$word"* ]]; then
                    COMPREPLY+=("$candidate")
                fi
            done < <(edgectl "[suggest:${#line}]" "$line" 2>/dev/null)
        }
        complete -o default -F _edgectl edgectl

        """;

    private const string Zsh = """
        #compdef edgectl
        # zsh completion for edgectl: source <(edgectl completion zsh)
        _edgectl() {
            local line="${(j: :)words[1,CURRENT]}"
            local -a candidates
            candidates=("${(@f)$(edgectl "[suggest:${#line}]" "$line" 2>/dev/null)}")
            compadd -- "${(@)candidates:#}"
        }
        if [ "$funcstack[1]" = "_edgectl" ]; then
            _edgectl "$@"
        else
            compdef _edgectl edgectl
        fi

        """;

    private const string Fish = """
        # fish completion for edgectl: edgectl completion fish | source
        function __edgectl_complete
            set -l line (commandline -cp)
            edgectl "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c edgectl -f -a '(__edgectl_complete)'

        """;

    public static string? Find(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => null,
    };
}
