using System.Net;
using EdgeKube.Controller.Configuration;
using EdgeKube.Controller.Mqtt;
using EdgeKube.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Hosting;

/// <summary>The listeners of the MQTT doors.</summary>
internal sealed class DoorServers(IReadOnlyList<MqttServer> secure, IReadOnlyList<MqttServer> insecure, ILogger log)
{
    /// <summary>Where the TLS doors listen, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> Secure => [.. secure.Select(server => server.EndPoint)];

    /// <summary>Where the insecure doors listen, with the real ports.</summary>
    public IReadOnlyList<IPEndPoint> Insecure => [.. insecure.Select(server => server.EndPoint)];

    public static DoorServers Build(ControllerOptions options, MqttComposition doors, TrustParts trust, TimeProvider time, ILogger log)
    {
        var door = doors.BuildDoor(trust);
        var insecure = doors.BuildInsecureDoor(trust.Refusals, time);
        return new DoorServers(
            [.. options.Listen.Select(one => Server(new MqttServerOptions { EndPoint = one, TimeProvider = time, TlsPerConnection = trust.Door.Options }, door))],
            [.. options.InsecureListen.Select(one => Server(new MqttServerOptions { EndPoint = one, TimeProvider = time }, insecure))],
            log);
    }

    public void Start()
    {
        foreach (var server in secure)
        {
            server.Start();
            HostingLog.Listening(log, server.EndPoint.ToString());
        }

        foreach (var server in insecure)
        {
            server.Start();
            HostingLog.ListeningInsecurely(log, server.EndPoint.ToString());
            if (!IPAddress.IsLoopback(server.EndPoint.Address))
            {
                HostingLog.OpenToOthers(log, server.EndPoint.ToString());
            }
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var server in secure.Concat(insecure))
        {
            await server.StopAsync(cancellationToken);
            await server.DisposeAsync();
        }
    }

    private static MqttServer Server(MqttServerOptions options, MqttDoor door) => new(options, door);
}
