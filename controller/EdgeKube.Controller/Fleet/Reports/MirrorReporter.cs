using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>
/// Shows a node's static pods: makes the mirror when it is missing, makes it anew when it was deleted or the file has changed, removes it with the
/// file. The pod itself is the node's business alone.
/// </summary>
internal sealed class MirrorReporter(string node, IResources resources, TimeProvider time)
{
    // More than a kubelet runs of all pods; a node whose files are not its own any more must not fill the store with pods.
    private const int MaxMirrors = 256;

    private readonly IResources _node = resources.As($"node:{node}");
    private readonly Lock _lock = new();
    private HashSet<string>? _known;

    public async Task<ReportOutcome> WriteAsync(Pod reported, Pod? stored, CancellationToken cancellationToken)
    {
        if (FindViolation(reported) is { } violation)
        {
            return ReportOutcome.Of(violation);
        }

        if (!IsOneOfFew(reported))
        {
            return ReportOutcome.Of(new NodeViolation("Pod", ViolationReason.TooMuch, $"it has more than {MaxMirrors} static pods"));
        }

        if (stored is null)
        {
            return PodReporter.IsRemoved(reported) ? new ReportOutcome.Gone() : await CreateAsync(reported, cancellationToken);
        }

        if (MirrorPods.FindHash(stored) is not { } hash || stored.Spec?.NodeName != node)
        {
            return new ReportOutcome.Refused("a pod that is no static pod of this node has this name");
        }

        if (PodReporter.IsRemoved(reported) || stored.Metadata.DeletionTimestamp is not null || hash != MirrorPods.FindHash(reported))
        {
            var options = new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new() { Uid = stored.Uid } };
            var deleted = ReportOutcome.Of(await _node.DeleteAsync<Pod>(stored.Namespace, stored.Name, options, cancellationToken));

            // Looked at once more, there is none, and then it is made.
            return deleted is not ReportOutcome.Refused ? new ReportOutcome.Conflict() : deleted;
        }

        return await WriteStatusAsync(stored, reported, cancellationToken);
    }

    // Most nodes have none, and no table then.
    private bool IsOneOfFew(Pod reported)
    {
        var name = $"{reported.Namespace}/{reported.Name}";
        lock (_lock)
        {
            if (PodReporter.IsRemoved(reported))
            {
                _known?.Remove(name);
                return true;
            }

            _known ??= new(StringComparer.Ordinal);
            return _known.Contains(name) || (_known.Count < MaxMirrors && _known.Add(name));
        }
    }

    private NodeViolation? FindViolation(Pod reported)
    {
        var detail = reported switch
        {
            { Spec: null } when PodReporter.IsRemoved(reported) => null,
            _ when reported.Spec?.NodeName != node => "a mirror pod must be bound to the node that reports it",
            _ => MirrorPods.FindReferences(reported.Spec!, "spec").FirstOrDefault()?.ToString(),
        };
        return detail is null ? null : new NodeViolation("Pod", ViolationReason.ForbiddenField, detail);
    }

    private async Task<ReportOutcome> CreateAsync(Pod reported, CancellationToken cancellationToken)
    {
        if (resources.Find<Node>(null, node) is not { } owner)
        {
            return new ReportOutcome.Refused("the node is not registered yet");
        }

        var created = await _node.CreateAsync(
            new Pod
            {
                Metadata = new ObjectMeta
                {
                    Name = reported.Name,
                    Namespace = reported.Namespace,
                    Labels = reported.Metadata.Labels,
                    Annotations = reported.Metadata.Annotations,
                    OwnerReferences = [new OwnerReference { ApiVersion = "v1", Kind = "Node", Name = node, Uid = owner.Uid, Controller = true }],
                },
                Spec = reported.Spec,
            },
            cancellationToken);
        return created.Succeeded ? await WriteStatusAsync(created.Object, reported, cancellationToken) : ReportOutcome.Of(created);
    }

    private async Task<ReportOutcome> WriteStatusAsync(Pod stored, Pod reported, CancellationToken cancellationToken)
    {
        var next = stored with { Status = PodReporter.Merge(stored.Status, reported.Status ?? new(), time.GetUtcNow()) };
        return ObjectCodec.HaveEqualJson(next, stored) ? new ReportOutcome.Kept() : ReportOutcome.Of(await _node.UpdateStatusAsync(next, cancellationToken));
    }
}
