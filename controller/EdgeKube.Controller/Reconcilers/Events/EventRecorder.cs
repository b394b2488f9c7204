using System.Threading.Channels;
using EdgeKube.Api;
using EdgeKube.Controller.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Reconcilers.Events;

/// <summary>
/// Records Events without holding up whoever records them: they are queued and written by one loop. When the queue is full the newest is
/// lost, because an Event is never worth more than the work it speaks of.
/// </summary>
internal sealed class EventRecorder(IResources resources, TimeProvider time, ILogger<EventRecorder> logger) : IControllerLoop
{
    private readonly Channel<EventFacts> _queue = Channel.CreateBounded<EventFacts>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly EventCorrelator _correlator = new();
    private readonly long _start = time.GetTimestamp();
    private readonly long _startedAt = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    public string Name => "events";

    /// <param name="about">The object; its kind, namespace, name and uid are named in the Event.</param>
    /// <param name="planned">Type, reason, message.</param>
    /// <param name="component">Such as <c>deployment-controller</c>.</param>
    /// <param name="action">The scheduler's <c>Binding</c> or <c>Scheduling</c>; null for controllers.</param>
    public void Record(ApiObject about, PlannedEvent planned, string component, string? action = null)
        => _queue.Writer.TryWrite(new EventFacts(component, EventBuilder.BuildReference(about), planned, action));

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var facts in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await WriteAsync(facts, cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                ReconcilerLog.EventFailed(logger, error);
            }
        }
    }

    private async Task WriteAsync(EventFacts facts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var result = _correlator.Correlate(facts, time.GetElapsedTime(_start), _startedAt) switch
        {
            EventVerdict.Create create => await CreateAsync(facts, create.Name, create.Message, now, cancellationToken),
            EventVerdict.Repeat repeat => await RepeatAsync(facts, repeat, now, cancellationToken),
            _ => null,
        };
        // A namespace on its way out takes no new events; that is no one's mistake.
        if (result is { Succeeded: false, Error: { Code: not 403 } error })
        {
            ReconcilerLog.EventRefused(logger, facts.Event.Reason, $"{facts.Object.Kind} {facts.Object.Namespace}/{facts.Object.Name}", error.Message ?? "");
        }
    }

    private async Task<ApiResult<Event>?> CreateAsync(EventFacts facts, string name, string message, DateTimeOffset now, CancellationToken cancellationToken)
        => await resources.As($"system:{facts.Component}").CreateAsync(EventBuilder.Build(facts, name, message, now), cancellationToken);

    private async Task<ApiResult<Event>?> RepeatAsync(EventFacts facts, EventVerdict.Repeat repeat, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ns = string.IsNullOrEmpty(facts.Object.Namespace) ? "default" : facts.Object.Namespace;
        return resources.Find<Event>(ns, repeat.Name) is { } stored
            ? await resources.As($"system:{facts.Component}").UpdateAsync(EventBuilder.BuildRepeat(stored, repeat.Message, repeat.Count, now), cancellationToken)
            // It has expired meanwhile: it begins anew under its old name.
            : await CreateAsync(facts, repeat.Name, repeat.Message, now, cancellationToken);
    }
}
