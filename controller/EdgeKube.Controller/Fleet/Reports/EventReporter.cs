using EdgeKube.Api;
using EdgeKube.Controller.Api;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>Events a node reports: about itself and its pods, under names that are not someone else's.</summary>
internal sealed class EventReporter(string node, IResources resources)
{
    public async Task<ReportOutcome> WriteAsync(LinkKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (ReportDecoder.Find(key, content, CoreJsonContext.Default.Event) is not { } reported)
        {
            return new ReportOutcome.Refused("malformed or too large");
        }

        if (!IsOwn(reported.InvolvedObject))
        {
            return new ReportOutcome.Refused("it is about neither this node nor a pod of it");
        }

        var source = (reported.Source ?? new()) with { Host = node };
        if (resources.Find<Event>(key.Namespace, key.Name) is not { } stored)
        {
            return ReportOutcome.Of(await resources.CreateAsync(
                reported with { Metadata = new() { Name = key.Name, Namespace = key.Namespace }, Source = source, ReportingInstance = node }, cancellationToken));
        }

        if (stored.Source?.Host != node)
        {
            return new ReportOutcome.Refused("an event of another source has this name");
        }

        var next = reported with { Metadata = stored.Metadata, Source = source, ReportingInstance = node };
        return ObjectCodec.HaveEqualJson(next, stored)
            ? new ReportOutcome.Kept()
            : ReportOutcome.Of(await resources.UpdateAsync(next, cancellationToken));
    }

    // A pod that is gone already was one of this node's, for all anyone can know.
    private bool IsOwn(ObjectReference? about) => about switch
    {
        { Kind: "Node" } => about.Name == node,
        { Kind: "Pod", Name: { } name } => resources.Find<Pod>(about.Namespace, name) is not { } pod || pod.Spec?.NodeName == node,
        _ => false,
    };
}
