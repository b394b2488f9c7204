namespace EdgeKube.Controller.Api;

/// <summary>A labelSelector as the query parameter spells it: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>. All must hold. Pure.</summary>
internal sealed class LabelQuery(IReadOnlyList<LabelRequirement> requirements)
{
    /// <param name="fault">In Kubernetes' words, without what it begins with.</param>
    public static bool TryParse(string text, out LabelQuery query, out string? fault)
    {
        var requirements = new List<LabelRequirement>();
        fault = null;
        var rest = text.AsSpan().Trim();
        while (!rest.IsEmpty && fault is null)
        {
            requirements.Add(LabelRequirement.Read(ref rest, out fault));
            rest = rest.TrimStart();
            if (fault is null && !rest.IsEmpty)
            {
                fault = rest[0] == ',' ? null : $"found '{rest[..1]}', expected: ',' or 'end of string'";
                rest = rest[1..].TrimStart();
                fault ??= rest.IsEmpty ? "found '', expected: identifier after ','" : null;
            }
        }

        query = new LabelQuery(requirements);
        return fault is null;
    }

    public bool Matches(IReadOnlyDictionary<string, string>? labels) => requirements.All(requirement => requirement.Matches(labels));
}
