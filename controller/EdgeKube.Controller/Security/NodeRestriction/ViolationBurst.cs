namespace EdgeKube.Controller.Security;

/// <summary>What a node has tried since the last event about it.</summary>
/// <param name="Count">How often.</param>
/// <param name="Subject">The key of the last object, as the node wrote it.</param>
/// <param name="Last">The last of them.</param>
internal sealed record ViolationBurst(int Count, string Subject, NodeViolation Last)
{
    public string Describe()
    {
        var subject = string.Concat((Subject.Length > 120 ? Subject[..120] : Subject).Select(c => char.IsControl(c) ? '?' : c));
        return Count == 1
            ? $"the node's report on \"{subject}\" was dropped: {Last.Detail}"
            : $"{Count} reports of the node were dropped; the last on \"{subject}\": {Last.Detail}";
    }
}
