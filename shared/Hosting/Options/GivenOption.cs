namespace EdgeKube.Hosting.Options;

/// <summary>A key with its values, as some source gives them.</summary>
/// <param name="Source">Where, for people: <c>/etc/edgekube/agent.yaml: line 4</c>, or <c>environment</c>.</param>
internal sealed record GivenOption(string Key, IReadOnlyList<string> Values, string Source);
