using System.Text;

namespace EdgeKube.Agent.Pods;

/// <summary>Kubernetes' $(NAME): $$ is a dollar; a name that is not defined stays as it was written.</summary>
internal static class VariableExpansion
{
    /// <param name="missing">Gathers the names that are not defined.</param>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables, ICollection<string>? missing = null)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 >= text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            at += 1;
            var end = text[at] == '(' ? text.IndexOf(')', at) : -1;
            if (end >= 0)
            {
                var name = text[(at + 1)..end];
                if (!variables.TryGetValue(name, out var value))
                {
                    missing?.Add(name);
                }

                result.Append(value ?? $"$({name})");
                at = end;
            }
            else
            {
                result.Append(text[at] == '$' ? "$" : $"${text[at]}");
            }
        }

        return result.ToString();
    }
}
