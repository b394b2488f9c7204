using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Nodes;

/// <summary>Does something to nodes, so many at once, in their order. A batch in which one fails is the last one.</summary>
internal static class NodeBatches
{
    /// <param name="work">Does it to one node; null when it succeeded, else why not.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(Terminal terminal, IReadOnlyList<string> nodes, int batch, Func<string, Task<string?>> work)
    {
        for (var at = 0; at < nodes.Count; at += batch)
        {
            var errors = await Task.WhenAll(nodes.Skip(at).Take(batch).Select(work));
            if (errors.OfType<string>().ToList() is { Count: > 0 } failed)
            {
                var rest = nodes.Skip(at + batch).ToList();
                ErrorText.Write(terminal.Error, rest.Count == 0 ? failed : [.. failed, $"not begun: {string.Join(", ", rest)}"]);
                return 1;
            }
        }

        return 0;
    }

    /// <summary>The nodes that were named, or those that were selected.</summary>
    /// <exception cref="CommandException">Both, neither, or none matches.</exception>
    public static async Task<IReadOnlyList<string>> FindAsync(Session session, string[] names, string? selector, CancellationToken cancellationToken)
    {
        if (names.Length > 0 == selector is not null)
        {
            throw new CommandException("name nodes, or select them with -l, but not both");
        }

        if (selector is null)
        {
            return [.. names.Distinct()];
        }

        var listing = await session.ListAsync(ResourceTypes.Node, null, [("labelSelector", selector)], cancellationToken);
        return listing.Items.Count > 0 ? [.. listing.Items.Select(ObjectJson.Name)] : throw new CommandException("no matching nodes found");
    }
}
