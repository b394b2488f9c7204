namespace EdgeKube.Controller.Api;

/// <summary>In whose name a caller wants to ask.</summary>
internal sealed record ImpersonatedUser(string Name, IReadOnlyList<string> Groups, string? Uid, IReadOnlyDictionary<string, IReadOnlyList<string>> Extra);
