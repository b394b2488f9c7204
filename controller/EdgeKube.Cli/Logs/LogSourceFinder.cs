using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Cli.Commands;
using EdgeKube.Cli.Output;
using EdgeKube.Cli.Resources;

namespace EdgeKube.Cli.Logs;

/// <summary>Finds the pods and containers that are meant.</summary>
internal sealed class LogSourceFinder(Session session, LogsOptions options)
{
    public async Task<IReadOnlyList<LogSource>> FindAsync(CancellationToken cancellationToken)
    {
        if (options.Selector is { } selector)
        {
            if (options.Target is not null)
            {
                throw new CommandException("only a selector (-l) or a pod name is allowed, not both");
            }

            var pods = await ListAsync(selector, cancellationToken);
            return [.. pods.SelectMany(pod => Containers(pod, quiet: true))];
        }

        var target = options.Target ?? throw new CommandException("name a pod: logs POD, logs deployment/NAME or logs -l SELECTOR");
        var targets = target.Contains('/') ? ResourceArguments.Parse([target]) : [new ResourceTarget(ResourceTypes.Pod, target)];
        return Containers(await PodOfAsync(targets[0], cancellationToken), quiet: false);
    }

    private async Task<Pod> PodOfAsync(ResourceTarget target, CancellationToken cancellationToken)
    {
        var found = await session.GetAsync(ResourcePath.Item(target.Type, session.Namespace, target.Name!), cancellationToken);
        if (target.Type == ResourceTypes.Pod)
        {
            return found.Deserialize(CoreJsonContext.Default.Pod)!;
        }

        var selector = Selector.From(SelectorOf(target, found)).ToString();
        var pods = await ListAsync(selector, cancellationToken);
        if (pods.Count == 0)
        {
            throw new CommandException($"{target.Type.QualifiedSingular} \"{target.Name}\": has no pods; see its events with: edgectl describe {target.Type.Singular} {target.Name}");
        }

        var pod = pods.OrderBy(LogPreference.Rank).ThenBy(pod => pod.Metadata.CreationTimestamp).First();
        if (pods.Count > 1)
        {
            session.Terminal.Error.WriteLine($"Found {pods.Count} pods, using pod/{pod.Name}");
        }

        return pod;
    }

    private static LabelSelector? SelectorOf(ResourceTarget target, JsonObject found) => target.Type.Kind switch
    {
        "Deployment" => found.Deserialize(AppsJsonContext.Default.Deployment)?.Spec?.Selector,
        "ReplicaSet" => found.Deserialize(AppsJsonContext.Default.ReplicaSet)?.Spec?.Selector,
        _ => throw new CommandException($"{target.Type.QualifiedSingular} \"{target.Name}\": has no log; name a pod, deployment or replicaset"),
    };

    private async Task<IReadOnlyList<Pod>> ListAsync(string selector, CancellationToken cancellationToken)
    {
        var listing = await session.ListAsync(ResourceTypes.Pod, session.Namespace, [("labelSelector", selector)], cancellationToken);
        return [.. listing.Items.Select(item => item.Deserialize(CoreJsonContext.Default.Pod)!)];
    }

    private IReadOnlyList<LogSource> Containers(Pod pod, bool quiet)
    {
        if (options.Container is { } asked)
        {
            return ContainerNames.Has(pod, asked)
                ? [new(pod.Name, asked)]
                : throw new CommandException($"container {asked} is not valid for pod {pod.Name}; it has {ContainerNames.Tell(pod)}");
        }

        if (options.AllContainers)
        {
            return [.. PodContainers.WithEphemeral(pod.Spec).Select(container => new LogSource(pod.Name, container.Name))];
        }

        var name = ContainerNames.Default(pod, out var note);
        if (note is not null && !quiet)
        {
            session.Terminal.Error.WriteLine(note);
        }

        return name is null ? [] : [new(pod.Name, name)];
    }
}
