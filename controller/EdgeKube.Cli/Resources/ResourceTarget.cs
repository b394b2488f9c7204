namespace EdgeKube.Cli.Resources;

/// <summary>What a command line points at: one object, or all of a type.</summary>
/// <param name="Name">Null for all objects of the type.</param>
internal sealed record ResourceTarget(ResourceType Type, string? Name);
