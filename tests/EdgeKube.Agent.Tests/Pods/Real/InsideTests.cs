using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeKube.Agent.Pods;
using EdgeKube.Api;
using EdgeKube.Testing;

namespace EdgeKube.Agent.Tests.Pods.Real;

/// <summary>
/// Runs what was recorded from a real kubelet (../Inside, made from reference/node/inside) and compares what the containers themselves saw: ids,
/// rights, files, variables. Left out are lines that belong to the recorded image (whose user 1000 has a group, ours has not; and whose shell hands on
/// names that ours does not, so that envfrom-invalid-keys reads /proc/1/environ), and the filter for
/// system calls where a pod asks for none.
/// </summary>
public sealed partial class InsideTests(PodNodeFixture fixture) : IClassFixture<PodNodeFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly string Directory = Path.Combine(Repository.Root, "tests", "EdgeKube.Agent.Tests", "Pods", "Inside");

    public static TheoryData<string> Scenarios => [.. System.IO.Directory.GetFiles(Directory, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Run_RecordedPod_SeesWhatItSawOnAKubelet(string scenario)
    {
        using var recording = JsonDocument.Parse(File.ReadAllText(Path.Combine(Directory, $"{scenario}.json")));
        var pod = (Pod)Defaults.Apply(recording.RootElement.GetProperty("pod").Deserialize(CoreJsonContext.Default.Pod)!);
        pod = pod with
        {
            Metadata = pod.Metadata with { Uid = Guid.NewGuid().ToString(), Generation = 1 },
            Spec = pod.Spec! with { NodeName = "node1" },
        };
        AddObjects(recording.RootElement.GetProperty("objects"));
        var listener = new RecordingListener();
        await using var manager = fixture.Node.NewManager(listener);
        manager.Upsert(new DesiredPod(pod));
        foreach (var log in recording.RootElement.GetProperty("logs").EnumerateObject())
        {
            var expected = log.Value.EnumerateArray().Select(line => line.GetString()!).ToArray();
            await CompareAsync(expected, () => See(pod, log.Name, listener));
        }

        manager.Remove(new PodKey(pod.Namespace, pod.Name));
        await listener.WaitForAsync(pod.Name, "removed", report => report.Removed);
    }

    // What goes to stdout and what to stderr may overtake each other.
    private static async Task CompareAsync(string[] expected, Func<string[]> see)
    {
        try
        {
            await Eventually.True(() => see().Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)), Limit);
        }
        catch (TimeoutException)
        {
            Assert.Equal(expected, see());
        }

        if (!expected.Any(line => line.StartsWith("touch:", StringComparison.Ordinal)))
        {
            Assert.Equal(expected, see());
        }
    }

    private void AddObjects(JsonElement objects)
    {
        foreach (var item in objects.EnumerateArray())
        {
            if (item.GetProperty("kind").GetString() == "ConfigMap")
            {
                fixture.Node.Inputs.Add(item.Deserialize(CoreJsonContext.Default.ConfigMap)!);
            }
            else
            {
                fixture.Node.Inputs.Add((Secret)Defaults.Apply(item.Deserialize(CoreJsonContext.Default.Secret)!));
            }
        }
    }

    private string[] See(Pod pod, string container, RecordingListener listener)
    {
        var status = listener.LastOf(pod.Name)?.Status;
        if (!File.Exists(fixture.Node.LogPath(pod, container)))
        {
            return [];
        }

        var text = string.Concat(fixture.Node.ReadLog(pod, container).Split('\n').Select(line => line.Split(' ', 4)).Where(parts => parts.Length == 4)
            .Select(parts => parts[3] + (parts[2] == "F" ? "\n" : "")));
        var masked = (status?.PodIP is { } ip ? text.Replace(ip, "<podIP>", StringComparison.Ordinal) : text)
            .Replace("192.0.2.1", "<nodeIP>", StringComparison.Ordinal)
            .Replace(pod.Uid, "<uid>", StringComparison.Ordinal);
        return [.. ListedDate().Replace(masked, "DATE").TrimEnd('\n').Split('\n').Where(line => line.Length > 0 && !OfTheImage().IsMatch(line) && !IsFilter(line, pod))];
    }

    private static bool IsFilter(string line, Pod pod)
        => line.StartsWith("Seccomp:", StringComparison.Ordinal) && !pod.Name.Contains("seccomp", StringComparison.Ordinal) && !pod.Namespace.Contains("seccomp", StringComparison.Ordinal);

    [GeneratedRegex(@"[A-Z][a-z]{2} [ \d]\d \d\d:\d\d")]
    private static partial Regex ListedDate();

    [GeneratedRegex("^(uid=|KUBERNETES_|S=|Seccomp_filters|SHLVL|_=|PWD=|PATH=|-rw.* /etc/)")]
    private static partial Regex OfTheImage();
}
