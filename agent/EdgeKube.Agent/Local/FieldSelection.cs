namespace EdgeKube.Agent.Local;

/// <summary>A field selector: <c>spec.nodeName=pi-7,status.phase!=Failed</c>. Pure.</summary>
internal sealed class FieldSelection
{
    private readonly List<(string Field, string Value, bool IsEqual)> _terms = [];

    /// <summary>Null for a text that is none, or that names a field which objects of this kind cannot be chosen by.</summary>
    public static FieldSelection? Parse(string? text, IReadOnlyCollection<string> fields)
    {
        var selection = new FieldSelection();
        foreach (var term in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = term.IndexOf('=');
            if (at <= 0)
            {
                return null;
            }

            var isEqual = term[at - 1] != '!';
            var field = isEqual ? term[..at] : term[..(at - 1)];
            if (!fields.Contains(field))
            {
                return null;
            }

            var value = term[(at + 1)..];
            selection._terms.Add((field, value.StartsWith('=') ? value[1..] : value, isEqual));
        }

        return selection;
    }

    public bool Matches(IReadOnlyDictionary<string, string> fields) => _terms.TrueForAll(term => fields.GetValueOrDefault(term.Field, "") == term.Value == term.IsEqual);
}
