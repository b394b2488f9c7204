namespace EdgeKube.Cli.Manifests;

/// <summary>The place in a manifest's text where metadata's first key stands.</summary>
/// <param name="Index">Offset in characters.</param>
/// <param name="Column">Column of the keys, from 0.</param>
/// <param name="IsFlow">The map is written in braces.</param>
/// <param name="IsEmpty">There is nothing in the braces.</param>
internal sealed record NamespaceSlot(int Index, int Column, bool IsFlow, bool IsEmpty)
{
    /// <summary>What to insert. A name of a namespace needs no quotes to be safe, but digits alone do.</summary>
    public string TextFor(string scope) => IsFlow
        ? $"\"namespace\": \"{scope}\"{(IsEmpty ? "" : ", ")}"
        : $"namespace: \"{scope}\"\n{new string(' ', Column)}";
}
