using System.Collections.Concurrent;

namespace EdgeKube.Reference.Node;

/// <summary>
/// Does to a real node what was done to the recorded one. Before each step the objects must once have been as they were recorded then, and the events
/// told; so times do not matter, but order and back-off steps do.
/// </summary>
internal sealed class ScenarioRun(RecordedNode node, Scenario scenario)
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(40);

    // What a script needs at most after its container has started until it has set its traps.
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(700);

    private readonly ConcurrentQueue<string> _differences = [];
    private readonly ScenarioSteps _steps = new(node, scenario);
    private InsideLook? _look;

    /// <summary>What was found so far.</summary>
    public IReadOnlyCollection<string> Differences => _differences;

    /// <returns>What differed; nothing when all agreed.</returns>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        await _steps.PrepareAsync();
        await using var live = await LiveNamespace.StartAsync(node, scenario);
        _look = new InsideLook(node, scenario, live);
        try
        {
            await PlayAsync(live);
        }
        finally
        {
            await _steps.CleanUpAsync(live);
        }

        return [.. _differences];
    }

    private async Task PlayAsync(LiveNamespace live)
    {
        var since = 0;
        var isRead = false;
        ScenarioStep? before = null;
        foreach (var step in scenario.Timeline)
        {
            if (before is not null && !IsOfOneMove(before, step))
            {
                var at = BeginOf(step);
                if (!await AgreeAsync(live, $"before \"{step.Do}\"", at, step.At - before.At, since, RestBefore(step, at)))
                {
                    // What would follow would follow from another state.
                    return;
                }

                since = live.Count;
            }

            // Logs were read before the end.
            if (!isRead && step.Verb is "delete" && step.Target.StartsWith("Pod/p", StringComparison.Ordinal))
            {
                isRead = true;
                Add(await _look!.ReadAsync());
            }

            Add(await _look!.ExecuteAsync(step.At));
            if (await _steps.DoAsync(step, live) is { } difference)
            {
                _differences.Enqueue(difference);
            }

            before = step;
        }

        var end = scenario.History.Moments is [.., var last] ? last.At + 1 : 0;
        await AgreeAsync(live, "at the end", end, end - (before?.At ?? 0), since, TimeSpan.Zero);
        Add(isRead ? [] : await _look!.ReadAsync());
        Add(await _look!.EndAsync());
        Add(scenario.History.LastWords.Where(text => !live.HasSeen(text)).Select(text => $"the last state was never seen: {text}\n  came last: {live.LastWords(ObjectText.Head(text))}"));
        await CompareEventsAsync(live);
    }

    // A script that lists a volume has to be through before the volume changes.
    private TimeSpan RestBefore(ScenarioStep step, long at)
    {
        var rest = TimeSpan.FromMilliseconds(at - scenario.History.LastChange(at));
        return scenario.Group == "inside" && step.Verb == "patch" ? LongestRest * 3 : rest < LongestRest ? rest : LongestRest;
    }

    // The time of a step is that of its answer, before which its effects may have been seen.
    private long BeginOf(ScenarioStep step) => step.Verb switch
    {
        "create" => scenario.History.FirstSight(step.Target, step.At),
        "POST" => step.At - 300,
        _ => step.At,
    };

    // What was done at once is done at once: nothing was looked at in between.
    private static bool IsOfOneMove(ScenarioStep before, ScenarioStep step) => step.At - before.At < 300 && step.Verb == before.Verb;

    private void Add(IEnumerable<string> differences)
    {
        foreach (var difference in differences)
        {
            _differences.Enqueue(difference);
        }
    }

    private async Task<bool> AgreeAsync(LiveNamespace live, string when, long at, long took, int since, TimeSpan rest)
    {
        var wanted = scenario.History.Before(at);
        var told = scenario.Told.Where(told => told.At < at && !ToldEvent.IsChance(told.Text, scenario)).Select(told => told.Text).ToArray();
        IReadOnlyList<string> last = [];
        if (scenario.History.LastChange(at) == 0)
        {
            // Nothing had been seen there yet.
            return true;
        }

        if (!await live.UntilAsync(() => live.HasBeen(since, wanted, out last) && told.All(live.Told().Contains), TimeSpan.FromMilliseconds(took) + Slack))
        {
            if (!live.HasBeen(since, wanted, out last))
            {
                _differences.Enqueue($"{when}: expected\n    {Lines(wanted)}\n  came\n    {Lines(last)}");
                return false;
            }
        }

        // As the recording looked at that state for a while.
        await Task.Delay(rest, TimeProvider.System);
        return true;
    }

    private async Task CompareEventsAsync(LiveNamespace live)
    {
        var wanted = scenario.Told.Select(told => told.Text).Where(text => !ToldEvent.IsChance(text, scenario)).Distinct().Order(StringComparer.Ordinal).ToArray();
        await live.UntilAsync(() => wanted.All(live.Told().Contains), TimeSpan.FromSeconds(5));
        var came = live.Told().Where(text => !ToldEvent.IsChance(text, scenario)).ToArray();
        Add(wanted.Where(text => !came.Contains(text)).Select(text => $"no event {text}"));
        Add(came.Where(text => !wanted.Contains(text)).Select(text => $"an event {text}"));
    }

    private static string Lines(IReadOnlyList<string> texts) => texts.Count == 0 ? "nothing" : string.Join("\n", texts).Replace("\n", "\n    ", StringComparison.Ordinal);
}
