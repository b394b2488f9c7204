using System.Net;
using System.Text.Json;
using EdgeKube.Api;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Hosting;
using EdgeKube.Controller.Tests.Fleet;
using EdgeKube.Link;
using EdgeKube.Link.Streams;
using EdgeKube.Testing.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Controller.Tests.Http;

/// <summary>The whole controller, a node that says of every pod that it runs, and the real kubectl.</summary>
public sealed class KubectlFixture : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ek-kubectl-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, string> _reported = [];
    private ControllerHost? _host;
    private TestNode? _node;
    private Task _kubelet = Task.CompletedTask;

    internal ControllerHost Host => _host!;

    public async Task InitializeAsync()
    {
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        _host = await ControllerHost.StartAsync(
            new ControllerOptions { DataDir = _directory, Listen = [], InsecureListen = [any], InsecureHttpListen = [any] },
            "0.0.0",
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None);
        _node = new TestNode("n1") { OnStream = AnswerLog };
        await _node.ReportAsync(_node.OfSelf(capacity: 100));
        await _node.ConnectAsync(new MqttNodeDoor(_node, Host.InsecureEndPoints[0].Port));
        _kubelet = RunPodsAsync();
    }

    /// <summary>Runs kubectl; the arguments are parted by blanks.</summary>
    public Task<ProcessResult> RunAsync(string arguments, string? input = null) => RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), input);

    public Task<ProcessResult> RunAsync(IEnumerable<string> arguments, string? input = null) => Kubectl.RunAsync(
        _directory, [$"--server=http://127.0.0.1:{Host.HttpEndPoints[0].Port}", "--kubeconfig=/dev/null", .. arguments], input);

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _kubelet;
        await _node!.DisposeAsync();
        await Host.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task RunPodsAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!_stop.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            foreach (var (key, content) in _node!.View.Where(entry => entry.Key.StartsWith("Pod/", StringComparison.Ordinal)))
            {
                var pod = JsonSerializer.Deserialize(content.Span, CoreJsonContext.Default.Pod)!;
                var state = $"{pod.Uid} {pod.Metadata.DeletionTimestamp is not null}";
                if (_reported.GetValueOrDefault(key) != state)
                {
                    _reported[key] = state;
                    await _node.ReportAsync(TestNode.Of(pod, removed: pod.Metadata.DeletionTimestamp is not null));
                }
            }
        }
    }

    private static IEnumerable<LinkEvent> AnswerLog(LinkEffect effect) => effect is LinkEffect.StreamCredit credit
        ? [new LinkEvent.StreamWrite(credit.Stream, "hello\n"u8.ToArray()), new LinkEvent.StreamClose(credit.Stream, new StreamEnd(StreamEnd.Completed))]
        : [];
}
