using EdgeKube.Testing.Processes;

namespace EdgeKube.Mqtt.Tests.Peers;

/// <summary>Brokers as the tests of the client want them: they keep what they were given.</summary>
internal static class Brokers
{
    /// <param name="settings">DIR in it stands for the broker's directory.</param>
    public static async Task<Mosquitto> StartAsync(string settings = "")
    {
        var broker = new Mosquitto();
        await broker.StartAsync(
            $"""
            allow_anonymous true
            persistence true
            persistence_location {broker.Directory}/
            autosave_interval 1
            autosave_on_changes true
            max_queued_messages 100000
            {settings.Replace("DIR", broker.Directory, StringComparison.Ordinal)}
            """);
        return broker;
    }

    public static Task<Mosquitto> StartTlsAsync(TestCertificates certificates)
    {
        var directory = certificates.Directory;
        return StartAsync(
            $"""
            cafile {directory}/ca.pem
            certfile {directory}/server.pem
            keyfile {directory}/server.key
            require_certificate true
            """);
    }
}
