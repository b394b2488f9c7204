using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Controller.Security;

namespace EdgeKube.Controller.Fleet.Reports;

/// <summary>Events a node reports: about itself and its pods, under names that are not someone else's.</summary>
internal sealed class EventReporter(string node, IResources resources, TimeProvider time)
{
    // The longest is a few lines of an agent's last words.
    private const int MaxBytes = 16 << 10;
    private readonly Lock _lock = new();
    private readonly long _began = time.GetTimestamp();
    private EventAllowance _allowance = new();

    public async Task<ReportOutcome> WriteAsync(LinkKey key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > MaxBytes || ReportDecoder.Find(key, content, CoreJsonContext.Default.Event) is not { } reported)
        {
            return ReportOutcome.Malformed("Event");
        }

        var stored = resources.Find<Event>(key.Namespace, key.Name);
        var about = FindPod(reported.InvolvedObject);
        if (NodeReportRules.FindInEvent(node, reported, about, stored) is { } violation)
        {
            return ReportOutcome.Of(violation);
        }

        if (about is not null && about.Spec?.NodeName != node)
        {
            return new ReportOutcome.Refused("another pod has this name now");
        }

        if (!IsAllowedOneMore())
        {
            return ReportOutcome.Of(new NodeViolation("Event", ViolationReason.TooMuch, "it reports more events than any node has to tell"));
        }

        var source = (reported.Source ?? new()) with { Host = node };
        if (stored is null)
        {
            return ReportOutcome.Of(await resources.CreateAsync(
                reported with { Metadata = new() { Name = key.Name, Namespace = key.Namespace }, Source = source, ReportingInstance = node }, cancellationToken));
        }

        var next = reported with { Metadata = stored.Metadata, Source = source, ReportingInstance = node };
        return ObjectCodec.HaveEqualJson(next, stored)
            ? new ReportOutcome.Kept()
            : ReportOutcome.Of(await resources.UpdateAsync(next, cancellationToken));
    }

    // Several entries are written at a time.
    private bool IsAllowedOneMore()
    {
        lock (_lock)
        {
            return _allowance.TryTake(time.GetElapsedTime(_began));
        }
    }

    private Pod? FindPod(ObjectReference? about) =>
        about is { Kind: "Pod", Namespace.Length: > 0, Name.Length: > 0 } ? resources.Find<Pod>(about.Namespace, about.Name) : null;
}
