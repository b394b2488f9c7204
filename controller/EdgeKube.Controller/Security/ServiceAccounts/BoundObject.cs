namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary>An object without which a token does not count.</summary>
/// <param name="Kind">Pod or Secret; of what it only mentions, Node.</param>
internal sealed record BoundObject(string Kind, string Name, string Uid);
