using System.Diagnostics;
using System.Globalization;
using EdgeKube.EndToEnd.Harness;
using EdgeKube.Testing;
using Xunit.Abstractions;

namespace EdgeKube.EndToEnd;

/// <summary>
/// A link that is cut, silent, slow, late, wrong or double, again and again for random times, while things change: the pods that need not change
/// keep their containers, and in the end everything is as it was ordered. <c>./build.sh torture flaps</c> is the long form.
/// </summary>
public sealed class LinkFlapTests(Cluster cluster, ITestOutputHelper output) : IClassFixture<Cluster>
{
    private static readonly int Flaps = Number("EDGEKUBE_FLAPS", 200);
    private static readonly int Pods = Number("EDGEKUBE_FLAP_PODS", 10);
    private static readonly int Seed = Number("EDGEKUBE_FLAP_SEED", 20261121);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly Random _random = new(Seed);

    // TLS finds a wrong byte wherever it is, and the connection ends. Without it a frame has a check of its own (the simulation spoils those), but MQTT's
    // headers have none: a wrong length there holds the connection up until its keep-alive.
    private readonly Dictionary<Weather, int> _counts = Enum.GetValues<Weather>()
        .Where(w => w != Weather.Fair && (w != Weather.Corrupt || !cluster.IsPlain))
        .ToDictionary(w => w, _ => 0);

    [Fact]
    public async Task RandomFlaps_RealPods_KeepTheirContainersAndConverge()
    {
        await cluster.MustApplyAsync(Manifests.Deployment("web", Pods) + "\n---\n" + Manifests.Deployment("extra", 0));
        var before = await cluster.RunningAsync(Pods);
        await using var link = await StartLinkAsync();

        for (var flap = 0; flap < Flaps; flap++)
        {
            if (flap % 10 == 0)
            {
                await ChangeAsync(flap / 10);
            }

            await FlapAsync(link);
        }

        var since = Stopwatch.GetTimestamp();
        link.Turn(Weather.Fair);
        await cluster.MustAsync("scale", "deployment", "extra", "--replicas", "2");
        await cluster.NodeIsAsync("Ready");
        var after = await cluster.RunningAsync(Pods + 2);
        output.WriteLine($"figure: {Flaps} link flaps, {Pods} pods, seed {Seed}: {string.Join(", ", _counts.Select(c => $"{c.Value} {c.Key}"))}; {link.Connections}");
        output.WriteLine($"figure: converged {Stopwatch.GetElapsedTime(since).TotalSeconds:F1} s after the last flap");

        Assert.All(after, p => Assert.Equal(0, p.Restarts));
        Assert.Subset(after.SelectMany(p => p.ContainerIds).ToHashSet(), before.SelectMany(p => p.ContainerIds).ToHashSet());
        Assert.All(_counts.Values, count => Assert.True(count > 0));
        Assert.True(link.Connections.Repeated > 0);
        Assert.True(link.Connections.Answered > Flaps / 4, $"the flaps hit nothing: {link.Connections}");
        Assert.Equal(Pods + 2, (await cluster.ControlAsync("running-commands", "1")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    // The flaps go on while the cluster works on it.
    private async Task ChangeAsync(int round)
    {
        await cluster.MustApplyAsync($"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings}}\ndata: {{ROUND: \"{round}\", FILL: \"{new string('x', 1000 * (round % 40))}\"}}\n");
        await cluster.MustAsync("scale", "deployment", "extra", "--replicas", $"{round % 3}");
    }

    private async Task FlapAsync(FlappingLink link)
    {
        // Every second flap is a cut.
        var weather = _random.Next(2) == 0 ? Weather.Cut : _counts.Keys.ElementAt(_random.Next(_counts.Count));
        _counts[weather]++;
        var answered = link.Connections.Answered;
        link.Turn(weather);
        await PassAsync(_random.Next(10, 450));
        link.Turn(Weather.Fair);

        // Mostly the node gets back before the next flap; now and then that comes right into the middle.
        if (weather == Weather.Cut && _random.Next(4) > 0)
        {
            await Eventually.True(() => link.Connections.Answered > answered, Limit);
        }

        await PassAsync(_random.Next(10, 250));
    }

    // Time itself is what the flaps are made of; there is no condition to wait for.
    private static Task PassAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System);

    private async Task<FlappingLink> StartLinkAsync()
    {
        var controller = cluster.NodeDoor;
        var link = new FlappingLink(controller.Address, controller, Seed);
        await cluster.LeadOverAsync(link);
        return link;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
