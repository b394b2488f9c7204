using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using EdgeKube.Mqtt;

namespace EdgeKube.EndToEnd.Harness;

/// <summary>
/// One connection of the cluster's admin that watches the pods and applies manifests, so that a pod's way to Running is timed to the message
/// that says so, without a program to start and without looking again and again.
/// </summary>
public sealed class PodWatch : IMqttClientHandler, IAsyncDisposable
{
    private const string Root = "edgekube/v1/user:admin/";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);
    private readonly MqttClient _client;
    private readonly ConcurrentDictionary<(string Name, string What), TaskCompletionSource<long>> _seen = new();

    private PodWatch(Uri server) => _client = new MqttClient(
        new MqttClientOptions { Servers = [new MqttServerAddress(server.Host, server.Port)], Username = "user:admin", SessionExpiry = TimeSpan.Zero },
        this);

    public static async Task<PodWatch> StartAsync(Uri server)
    {
        var watch = new PodWatch(server);
        using var limit = new CancellationTokenSource(Limit);
        await watch._client.ConnectAsync(limit.Token);
        await watch._client.WaitForConnectedAsync(limit.Token);
        await watch._client.SubscribeAsync([new MqttSubscription(Root + "watched", MqttQos.AtLeastOnce)], limit.Token);

        // Acknowledged when the watch ends.
        _ = watch.PublishAsync("request", "", [new("method", "GET"), new("path", "/api/v1/namespaces/default/pods?watch=true")]);
        return watch;
    }

    /// <summary>Applies a manifest that holds one pod.</summary>
    /// <returns>From the publish to the watch's word that the pod's phase is Running.</returns>
    public async Task<TimeSpan> ApplyUntilRunningAsync(string name, string manifest)
    {
        var running = Seen(name, "Running").Task;
        var since = Stopwatch.GetTimestamp();
        await PublishAsync("apply", manifest, []);
        return Stopwatch.GetElapsedTime(since, await running.WaitAsync(Limit));
    }

    /// <returns>When the watch said that the pod is in this phase, as <see cref="Stopwatch"/> counts.</returns>
    public Task<long> PhaseAsync(string name, string phase) => Seen(name, phase).Task.WaitAsync(Limit);

    public Task GoneAsync(string name) => Seen(name, "DELETED").Task.WaitAsync(Limit);

    public ValueTask<MqttReasonCode> OnMessageAsync(MqttClient client, MqttMessage message, CancellationToken cancellationToken)
    {
        var now = Stopwatch.GetTimestamp();
        if (message.FindUserProperty("more") == "true" && message.Payload.Length > 0)
        {
            using var change = JsonDocument.Parse(message.Payload);
            var pod = PodView.Read(change.RootElement.GetProperty("object"));
            Seen(pod.Name, pod.Phase).TrySetResult(now);
            Seen(pod.Name, change.RootElement.GetProperty("type").GetString()!).TrySetResult(now);
        }

        return ValueTask.FromResult(MqttReasonCode.Success);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private TaskCompletionSource<long> Seen(string name, string what) =>
        _seen.GetOrAdd((name, what), _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task PublishAsync(string leaf, string payload, IReadOnlyList<MqttUserProperty> properties)
    {
        try
        {
            await _client.PublishAsync(
                new MqttMessage(Root + leaf, Encoding.UTF8.GetBytes(payload)) { Qos = MqttQos.AtLeastOnce, ResponseTopic = Root + "watched", UserProperties = properties },
                CancellationToken.None);
        }
        catch (MqttDisconnectedException)
        {
            // The test ended, or its wait will say that nothing came.
        }
    }
}
