using System.Text.Json;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Replica;
using EdgeKube.Api;
using EdgeKube.Link.Sync;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Report;

/// <summary>
/// The last status of every pod, on disk beside the view: after a boot without a controller restart counts go on from it. It is
/// written some time after a change, several changes at once, and never when nothing changed; what a power cut loses are counts only.
/// </summary>
internal sealed class StatusMemory(ReplicaStore store, ReplicaImage initial, TimeProvider time, Func<TimeSpan> delay, ILogger logger)
{
    private readonly Lock _lock = new();
    private ReplicaImage _current = initial;
    private long _savedGeneration = initial.Generation;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// The last status of this very pod (key and uid), or null. The last word on a pod of which nothing was left here counts only while it is to end: one
    /// that is wanted again after all (a backup was restored) begins anew.
    /// </summary>
    public PodStatus? Find(Pod wanted)
    {
        lock (_lock)
        {
            if (!_current.Entries.TryGetValue(NodeReport.KeyOf(new PodKey(wanted.Namespace, wanted.Name)), out var entry))
            {
                return null;
            }

            var pod = JsonSerializer.Deserialize(entry.Content.Span, CoreJsonContext.Default.Pod);
            var isOver = pod?.Metadata.Annotations?.ContainsKey(NodeReport.RemovedAnnotation) is true && wanted.Metadata.DeletionTimestamp is null;
            return pod?.Uid == wanted.Uid && !isOver ? pod.Status : null;
        }
    }

    public void Remember(PodReport report) => Remember(NodeReport.Of(report));

    /// <summary>The same, as it is reported.</summary>
    public void Remember(SetChange change)
    {
        Change([new SetUpsert(change.Key, ContentHash.Of(change.Content!.Value.Span), change.Content.Value)], []);
    }

    /// <summary>Static pods that are remembered, and not wanted any more: each as the word that it is removed. They are forgotten here.</summary>
    public IReadOnlyList<(PodKey Key, ReadOnlyMemory<byte> Removal)> TakeMirrors(Func<PodKey, bool> isGone)
    {
        var taken = new List<(PodKey, ReadOnlyMemory<byte>)>();
        foreach (var entry in _current.Entries.Values)
        {
            if (JsonSerializer.Deserialize(entry.Content.Span, CoreJsonContext.Default.Pod) is { } pod && MirrorPods.FindHash(pod) is not null
                && new PodKey(pod.Namespace, pod.Name) is var key && isGone(key))
            {
                var removal = NodeReport.OfMirror(new PodReport(key, pod.Uid, pod.Status ?? new PodStatus(), Removed: true), pod);
                taken.Add((key, removal.Content!.Value));
            }
        }

        taken.ForEach(one => Forget(one.Item1));
        return taken;
    }

    public void Forget(PodKey key) => Change([], [NodeReport.KeyOf(key)]);

    /// <summary>Writes after each change, at most once per delay, until cancelled; then once more if something is unwritten.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Changed().WaitAsync(cancellationToken);
                await Task.Delay(delay(), time, cancellationToken);
                Save();
            }
        }
        finally
        {
            Save();
        }
    }

    private void Change(IReadOnlyList<SetUpsert> upserts, IReadOnlyList<string> deletes)
    {
        lock (_lock)
        {
            var news = upserts.Where(u => !_current.Entries.TryGetValue(u.Key, out var old) || old.Hash != u.Hash).ToList();
            var gone = deletes.Where(_current.Entries.ContainsKey).ToList();
            if (news.Count + gone.Count > 0)
            {
                _current = _current.With(news, gone, null);
                _changed.TrySetResult();
            }
        }
    }

    private Task Changed()
    {
        lock (_lock)
        {
            return _changed.Task;
        }
    }

    private void Save()
    {
        ReplicaImage image;
        lock (_lock)
        {
            if (_current.Entries.Count == 0 && _savedGeneration == _current.Generation)
            {
                return;
            }

            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_current.Generation == _savedGeneration)
            {
                return;
            }

            // Many changes make one generation, so that the two files take turns.
            image = _current with { Generation = _savedGeneration + 1 };
            _current = image;
        }

        try
        {
            store.Save(image);
            _savedGeneration = image.Generation;
        }
        catch (IOException e)
        {
            ReportLog.StatusNotKept(logger, e.Message);
        }
    }
}
