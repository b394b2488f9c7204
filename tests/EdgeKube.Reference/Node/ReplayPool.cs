using System.Collections.Concurrent;

namespace EdgeKube.Reference.Node;

/// <summary>Replays scenarios on one node, several at once: those of the group that is waited for first, of these the longest first.</summary>
internal sealed class ReplayPool
{
    // Most of a scenario is waiting. More at once would only make pods start late.
    private const int AtOnce = 10;

    // Above what the recording took, before a scenario counts as hanging.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(120);

    private readonly RecordedNode _node;
    private readonly Lock _gate = new();
    private readonly List<Scenario> _waiting;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<IReadOnlyList<string>>> _results = [];
    private string _wanted = "";

    public ReplayPool(RecordedNode node, IEnumerable<Scenario> scenarios)
    {
        _node = node;
        _waiting = [.. scenarios.OrderByDescending(scenario => scenario.Length)];
        foreach (var scenario in _waiting)
        {
            _results[scenario.Path] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Returns at once.</summary>
    public void Start() => _ = Task.Run(RunAllAsync);

    /// <summary>What differed in each scenario of the group, by path; for one that has not come to its end within the limit, that.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> WaitAsync(string group, TimeSpan limit)
    {
        lock (_gate)
        {
            _wanted = group;
        }

        var ofGroup = _results.Where(result => result.Key.StartsWith($"{group}/", StringComparison.Ordinal)).ToArray();
        await Task.WhenAny(Task.WhenAll(ofGroup.Select(result => result.Value.Task)), Task.Delay(limit, TimeProvider.System));
        return ofGroup.ToDictionary(result => result.Key, result => result.Value.Task.IsCompletedSuccessfully ? result.Value.Task.Result : ["had not come to its end when the time of the test was over"]);
    }

    private async Task RunAllAsync()
    {
        // By themselves, those that change what the node has to offer.
        while (Take(NodeDeliberate.IsAlone) is { } alone)
        {
            await RunAsync(alone);
        }

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WorkAsync()));
    }

    private async Task WorkAsync()
    {
        while ((Take(waiting => waiting.Group == _wanted) ?? Take(_ => true)) is { } scenario)
        {
            await RunAsync(scenario);
        }
    }

    private Scenario? Take(Predicate<Scenario> condition)
    {
        lock (_gate)
        {
            var found = _waiting.Find(condition);
            _ = found is not null && _waiting.Remove(found);
            return found;
        }
    }

    private async Task RunAsync(Scenario scenario)
    {
        IReadOnlyList<string> differences;
        var begun = TimeProvider.System.GetTimestamp();
        var run = new ScenarioRun(_node, scenario);
        try
        {
            differences = await run.RunAsync().WaitAsync(scenario.Length + Slack, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            differences = ["hung", .. run.Differences.ToArray()];
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            differences = [failed.ToString()];
        }

        Note(scenario, TimeProvider.System.GetElapsedTime(begun), differences);
        _results[scenario.Path].SetResult(differences);
    }

    // EDGEKUBE_REFERENCE_NODE_LOG=FILE tells of each scenario as it ends.
    private void Note(Scenario scenario, TimeSpan took, IReadOnlyList<string> differences)
    {
        if (Environment.GetEnvironmentVariable("EDGEKUBE_REFERENCE_NODE_LOG") is { Length: > 0 } file)
        {
            lock (_gate)
            {
                File.AppendAllText(file, $"{(differences.Count == 0 ? "agreed" : "open")}: {scenario.Path} in {took.TotalSeconds:F0} s, recorded {scenario.Length.TotalSeconds:F0} s\n{string.Concat(differences.Select(difference => $"  {difference}\n"))}");
            }
        }
    }
}
