using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Delete;

/// <summary>One object to delete.</summary>
/// <param name="Scope">Its namespace.</param>
/// <param name="Origin">The file that named it, for the error; null when a person did.</param>
internal sealed record Doomed(ResourceType Type, string Scope, string Name, string? Origin)
{
    public string Path => ResourcePath.Item(Type, Scope, Name);

    public string Label => $"{Type.QualifiedSingular} \"{Name}\"";
}
