using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeKube.Testing;

namespace EdgeKube.Reference.Node;

/// <summary>Reads what the recording read inside of the pod's containers, and compares.</summary>
internal sealed partial class InsideLook(RecordedNode node, Scenario scenario, LiveNamespace live)
{
    // What a change of a ConfigMap may take to be seen.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Task<string>> _followed = [];

    private string PodPath => $"/api/v1/namespaces/{scenario.Namespace}/pods/p";

    /// <summary>Runs what was run before that time, after the last of those that ran before.</summary>
    public async Task<IReadOnlyList<string>> ExecuteAsync(long at)
    {
        var differences = new List<string>();
        foreach (var section in scenario.Sections.Where(section => section.Exec?.At == at))
        {
            var (pod, _, script) = section.Exec!.Value;
            if (await CompareAsync(section, () => Task.FromResult(Execute(pod, script))) is { } difference)
            {
                differences.Add(difference);
            }
        }

        return differences;
    }

    /// <summary>The logs, and the cgroups of the pod; begins to follow the logs that were followed to their end.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        var differences = new List<string>();
        foreach (var section in scenario.Sections)
        {
            Func<Task<string>>? read = section switch
            {
                { LogOf: { } container } => () => ReadLogAsync(container, section.LogCode),
                { IsCgroups: true } => () => Task.FromResult(ReadCgroups()),
                _ => null,
            };
            if (section.IsFollowedLog)
            {
                Follow(section);
            }
            else if (read is not null && await CompareAsync(section, read) is { } difference)
            {
                differences.Add(difference);
            }
        }

        return differences;
    }

    /// <summary>What the followed logs held at their end.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        var differences = new List<string>();
        foreach (var (container, log) in _followed)
        {
            var wanted = scenario.Sections.Single(section => section.IsFollowedLog).Text.Split('\n')
                .Where(line => line.StartsWith($"[pod/p/{container}]", StringComparison.Ordinal)).Select(line => Time().Replace(line[(line.IndexOf(']') + 2)..], ""));
            var came = (await log).TrimEnd('\n').Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (!wanted.SequenceEqual(came))
            {
                differences.Add($"followed log of {container}: expected {string.Join(" | ", wanted)}, came {string.Join(" | ", came)}");
            }
        }

        return differences;
    }

    private async Task<string?> CompareAsync(InsideSection section, Func<Task<string>> read)
    {
        var wanted = Lines(section.Text, isRecorded: true);
        string[] came = [];
        try
        {
            await Eventually.True(async () => Agrees(wanted, came = Lines(await read(), isRecorded: false)), Limit, TimeSpan.FromMilliseconds(500));
            return null;
        }
        catch (TimeoutException)
        {
            return $"{section.Title}: expected\n    {string.Join("\n    ", wanted.Except(came))}\n  came\n    {string.Join("\n    ", came.Except(wanted))}{(wanted.Except(came).Any() ? "" : " (another order)")}";
        }
    }

    // With so little cpu the recorded container had not written all when its log was read.
    private bool Agrees(string[] wanted, string[] came)
        => scenario.Name == "cgroup-tiny-cpu" ? came.Take(wanted.Length).SequenceEqual(wanted) : came.SequenceEqual(wanted);

    private string[] Lines(string text, bool isRecorded)
    {
        if (text.StartsWith("{\"kind\":\"Status\"", StringComparison.Ordinal))
        {
            return [JsonNode.Parse(text)!.ToJsonString()];
        }

        var masked = isRecorded ? NodeMask.Text(text) : NodeMask.Live(text, (string?)live.Find("Pod/p")?["status"]?["podIP"], node.NodeIP).Replace(node.CgroupRoot, "/kubepods", StringComparison.Ordinal);
        var lines = ListedDate().Replace(masked, "DATE").Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0 && !InsideMask.IsOfTheMachine(line, scenario))
            .Select(line => InsideMask.Line(line, isRecorded)).ToArray();

        // What goes to stdout and what to stderr may overtake each other; the name of a dated directory says where it is listed.
        return lines.Any(line => Error().IsMatch(line) || line.Contains("..TS", StringComparison.Ordinal)) ? [.. lines.Order(StringComparer.Ordinal)] : lines;
    }

    private async Task<string> ReadLogAsync(string container, int wantedCode)
    {
        var (code, text) = await node.SendAsync("GET", $"{PodPath}/log?container={container}");
        return code == 200 && wantedCode is 200 or 204 ? text : code == wantedCode ? text.TrimEnd('\n') : $"{code} {text}";
    }

    private string Execute(string pod, string script) => node.Kubectl("exec", "-n", scenario.Namespace, pod, "--", "sh", "-c", script).Output;

    private void Follow(InsideSection section)
    {
        foreach (var container in section.Text.Split('\n').Select(line => Followed().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct())
        {
            _followed[container] = node.Client.GetStringAsync($"{PodPath}/log?container={container}&follow=true");
        }
    }

    private string ReadCgroups()
    {
        var uid = (string?)live.Find("Pod/p")?["metadata"]?["uid"];
        var lines = new List<string>();
        foreach (var line in scenario.Sections.Single(section => section.IsCgroups).Text.Split('\n').Where(line => line.StartsWith("pod ", StringComparison.Ordinal)))
        {
            var file = line.Split(' ')[1];
            var path = $"/sys/fs/cgroup/{file.Replace("/kubepods", node.CgroupRoot, StringComparison.Ordinal).Replace("<uid>", uid, StringComparison.Ordinal)}";
            lines.Add($"pod {file} {(File.Exists(path) ? File.ReadAllText(path).Trim() : "missing")}");
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^\+\d+ms ")]
    private static partial Regex Time();

    [GeneratedRegex(@"^\[pod/p/([^\]]+)\]")]
    private static partial Regex Followed();

    [GeneratedRegex(@"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d")]
    private static partial Regex ListedDate();

    [GeneratedRegex(@"^(touch|sh|cat|ls|mkdir|grep|rm|chown|ping|mount|date|nc|wget): ")]
    private static partial Regex Error();
}
