using EdgeKube.Cli.Commands;

namespace EdgeKube.Cli.Get;

/// <summary>The query parameters that a <c>get</c> stands for.</summary>
internal static class ObjectQuery
{
    public static void Check(GetOptions options)
    {
        if (options.Targets.All(target => target.Name is null))
        {
            return;
        }

        if (options.AllNamespaces)
        {
            throw new CommandException("a resource cannot be retrieved by name across all namespaces");
        }

        if (options.LabelSelector is not null || options.FieldSelector is not null)
        {
            throw new CommandException("selectors may not be used together with names");
        }
    }

    public static IReadOnlyList<(string Name, string? Value)> Selection(GetOptions options) =>
        [("labelSelector", options.LabelSelector), ("fieldSelector", options.FieldSelector)];
}
