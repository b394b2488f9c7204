using System.CommandLine;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Streams;

/// <summary>What exec, attach and port-forward have in common: the pod they are about.</summary>
internal static class PodArguments
{
    public static Argument<string> Pod() => new("pod") { Description = "The pod", HelpName = "POD" };

    public static Option<string?> Container() => new("--container", "-c") { Description = "The container", HelpName = "NAME" };

    public static Option<bool> Stdin() => new("--stdin", "-i") { Description = "Pass standard input on" };

    public static Option<bool> Tty() => new("--tty", "-t") { Description = "Standard input is a terminal" };

    /// <summary>The path of a subresource; POD may be written pod/POD.</summary>
    public static string Path(Session session, string pod, string subresource, params IReadOnlyList<(string Name, string? Value)> query) =>
        ResourcePath.WithQuery($"{ItemPath(session, pod)}/{subresource}", query);

    /// <summary>The container that is meant when none was named; of several it is told.</summary>
    public static async Task<string?> DefaultContainerAsync(Session session, string pod, CancellationToken cancellationToken)
    {
        var found = (await session.GetAsync(ItemPath(session, pod), cancellationToken)).Deserialize(CoreJsonContext.Default.Pod)!;
        var name = ContainerNames.Default(found, out var note);
        if (note is not null)
        {
            session.Terminal.Error.WriteLine(note);
        }

        return name;
    }

    private static string ItemPath(Session session, string pod)
    {
        var name = pod.StartsWith("pod/", StringComparison.Ordinal) || pod.StartsWith("pods/", StringComparison.Ordinal) ? pod[(pod.IndexOf('/') + 1)..] : pod;
        return name.Length == 0 || name.Contains('/') ? throw new CommandException($"{pod}: name a pod") : ResourcePath.Item(ResourceTypes.Pod, session.Namespace, name);
    }

    public static string? Flag(bool set) => set ? "true" : null;
}
