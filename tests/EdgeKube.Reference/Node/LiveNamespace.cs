using System.Text.Json.Nodes;

namespace EdgeKube.Reference.Node;

/// <summary>Watches what a recording watched, and keeps every state it saw.</summary>
internal sealed class LiveNamespace : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly RecordedNode _node;
    private readonly Scenario _scenario;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _watches = [];
    private readonly Dictionary<string, JsonObject> _objects = [];
    private readonly List<Dictionary<string, string>> _moments = [new Dictionary<string, string>()];
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _told = [];
    private readonly Dictionary<string, string> _lastWords = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LiveNamespace(RecordedNode node, Scenario scenario) => (_node, _scenario) = (node, scenario);

    /// <summary>How many states were seen.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _moments.Count;
            }
        }
    }

    /// <summary>Returns when every watch is open.</summary>
    public static async Task<LiveNamespace> StartAsync(RecordedNode node, Scenario scenario)
    {
        var live = new LiveNamespace(node, scenario);
        foreach (var kind in scenario.History.Kinds.Append("Pod").Append("Event").Distinct().Where(NodePaths.IsFollowed))
        {
            var path = NodePaths.Of(kind, scenario.Namespace);
            var stream = await node.Client.GetStreamAsync($"{path}{(path.Contains('?') ? '&' : '?')}watch=true", live._end.Token);
            live._watches.Add(live.FollowAsync(kind, stream));
        }

        return live;
    }

    /// <summary>Names of the pods that are there now.</summary>
    public IReadOnlyList<string> Names(string kind)
    {
        lock (_gate)
        {
            return [.. _objects.Keys.Where(key => key.StartsWith($"{kind}/", StringComparison.Ordinal)).Select(key => key[(kind.Length + 1)..])];
        }
    }

    public JsonObject? Find(string key)
    {
        lock (_gate)
        {
            return _objects.GetValueOrDefault(key);
        }
    }

    /// <summary>The masked texts of the events that came.</summary>
    public IReadOnlyList<string> Told()
    {
        lock (_gate)
        {
            return [.. _told];
        }
    }

    /// <summary>Whether one of the states from that one on was this; else the last one is given.</summary>
    public bool HasBeen(int since, IReadOnlyList<string> texts, out IReadOnlyList<string> last)
    {
        lock (_gate)
        {
            last = Sorted(_moments[^1]);
            if (texts.Count == 0)
            {
                return _seen.Count > 0 && last.Count == 0;
            }

            var wanted = texts.Select(ObjectText.WithBackOff);
            for (var i = _moments.Count - 1; i >= Math.Max(0, since - 1); i--)
            {
                if (_moments[i].Count == texts.Count && Sorted(_moments[i]).Select(ObjectText.WithBackOff).SequenceEqual(wanted))
                {
                    return true;
                }
            }

            // Each kind has a watch of its own: which of them was told first says nothing.
            return _scenario.IsShort && texts.All(text => _moments.Skip(Math.Max(0, since - 1)).Any(moment => moment.ContainsValue(text)));
        }
    }

    /// <summary>Whether an object has been like this at any time. Whether it was marked as deleted already is not told apart: here what has ended goes at once.</summary>
    public bool HasSeen(string text)
    {
        lock (_gate)
        {
            return _seen.Contains(ObjectText.Unmarked(text));
        }
    }

    /// <summary>The last text that an object of that kind and name had; null when there was none.</summary>
    public string? LastWords(string head)
    {
        lock (_gate)
        {
            return _lastWords.GetValueOrDefault(head);
        }
    }

    /// <summary>Waits until the condition holds, looking after each change; false when the limit is over.</summary>
    public async Task<bool> UntilAsync(Func<bool> condition, TimeSpan limit)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        over.CancelAfter(limit);
        while (true)
        {
            var changed = Volatile.Read(ref _changed);
            if (condition())
            {
                return true;
            }

            try
            {
                await changed.Task.WaitAsync(over.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_watches);
        _end.Dispose();
    }

    private async Task FollowAsync(string kind, Stream stream)
    {
        try
        {
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                var change = JsonNode.Parse(line)!;
                if ((string?)change["type"] is "ADDED" or "MODIFIED" or "DELETED")
                {
                    Take(kind, (string)change["type"]! == "DELETED", change["object"]!.AsObject());
                }
            }
        }
        catch (Exception) when (_end.IsCancellationRequested)
        {
            // The scenario is over.
        }
    }

    private void Take(string kind, bool isGone, JsonObject item)
    {
        lock (_gate)
        {
            var name = (string)item["metadata"]!["name"]!;
            if (kind == "Event")
            {
                Tell(item);
            }
            else if (kind != "ConfigMap" || name != "kube-root-ca.crt")
            {
                item["kind"] = kind;
                Keep($"{kind}/{name}", isGone, item);
            }
        }

        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    private void Tell(JsonObject told)
    {
        if (ToldEvent.OfObject(told, _scenario.IsShort) is { } text)
        {
            var podIP = (string?)_objects.GetValueOrDefault($"Pod/{told["involvedObject"]!["name"]}")?["status"]?["podIP"];
            _told.Add(NodeMask.Live(text, podIP, _node.NodeIP));
        }
    }

    private void Keep(string key, bool isGone, JsonObject item)
    {
        var moment = new Dictionary<string, string>(_moments[^1]);
        var text = NodeMask.Live(ObjectText.Of(item, _scenario.IsShort), (string?)item["status"]?["podIP"], _node.NodeIP);
        _seen.Add(ObjectText.Unmarked(text));
        _lastWords[ObjectText.Head(text)] = text;
        if (isGone)
        {
            _objects.Remove(key);
            moment.Remove(key);
        }
        else
        {
            _objects[key] = item;
            moment[key] = text;
        }

        _moments.Add(moment);
    }

    private static IReadOnlyList<string> Sorted(IReadOnlyDictionary<string, string> moment) => [.. moment.Values.Order(StringComparer.Ordinal)];
}
