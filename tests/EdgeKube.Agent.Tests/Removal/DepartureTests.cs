using EdgeKube.Agent.Removal;
using EdgeKube.Mqtt;
using EdgeKube.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeKube.Agent.Tests.Removal;

public sealed class DepartureTests
{
    private static readonly RemovalMark Mark = new(RemovalState.Leaving, "by admin");

    [Fact]
    public async Task Run_WipesAfterThePodsAndTellsAfterTheWipe()
    {
        using var data = new TemporaryData();
        Mark.Save(data.DataDir);
        var steps = new List<string>();

        await Departure(data, () => steps.Add($"pods, {data.Entries.Count} entries")).RunAsync(
            Mark,
            (detail, _) =>
            {
                steps.Add($"told, {data.Entries.Count} entry, {RemovalMark.Find(data.DataDir)!.State}: {detail}");
                return Task.CompletedTask;
            },
            CancellationToken.None);

        Assert.Equal(["pods, 4 entries", "told, 1 entry, Left: 2 pods stopped, replica and keys wiped"], steps);
    }

    [Fact]
    public async Task Run_StoppedWhilePodsEnd_WipesNothing()
    {
        using var data = new TemporaryData();
        Mark.Save(data.DataDir);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Departure(data, stop.Cancel).RunAsync(Mark, null, stop.Token));

        Assert.Equal(4, data.Entries.Count);
        Assert.Equal(RemovalState.Leaving, RemovalMark.Find(data.DataDir)!.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_ControllerOutOfReach_LeavesAllTheSame(bool hangs)
    {
        using var data = new TemporaryData();
        Mark.Save(data.DataDir);

        await Departure(data, () => { }).RunAsync(
            Mark,
            (_, token) => hangs ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token) : Task.FromException(new MqttDisconnectedException(MqttReasonCode.ServerShuttingDown, "gone")),
            CancellationToken.None);

        Assert.Equal(new RemovalMark(RemovalState.Left, "by admin"), RemovalMark.Find(data.DataDir));
    }

    [Fact]
    public async Task Farewell_ToTheControllerThatRemovedIt_ArrivesAcrossALostConnection()
    {
        await using var controller = new RemovingController("n1");
        var link = new FarewellLink(new("n1", "boot"), new(), TimeProvider.System);
        await using var client = new MqttClient(
            new MqttClientOptions { Servers = [new MqttServerAddress("127.0.0.1", controller.Port)], ClientId = "node:n1", Username = "node:n1" }, link);
        client.Start();
        await Eventually.True(() => controller.Orders == 1, TimeSpan.FromSeconds(20));

        controller.Cut();
        await Eventually.True(() => controller.Orders == 2, TimeSpan.FromSeconds(20));
        await link.TellAsync(client, "3 pods stopped", CancellationToken.None);

        Assert.Equal(["3 pods stopped"], controller.Farewells);
    }

    private static Departure Departure(TemporaryData data, Action onPods) => new(
        "n1",
        data.DataDir,
        token =>
        {
            onPods();
            return token.IsCancellationRequested ? Task.FromCanceled<int>(token) : Task.FromResult(2);
        },
        TimeProvider.System,
        NullLogger.Instance)
    {
        TellLimit = TimeSpan.FromMilliseconds(100),
    };
}
