using System.Net;
using System.Net.Sockets;
using EdgeKube.Agent.Pods;
using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Streams.Forward;

/// <summary>Connects to a port of a pod as the pod itself would: on its loopback, so that no listener need be open to others.</summary>
internal sealed class PodDialer(IContainerRuntime runtime, ContainerTasks tasks)
{
    /// <returns>Null when no sandbox of the pod is ready.</returns>
    /// <exception cref="IOException">Nobody listens there.</exception>
    public async Task<Socket?> ConnectAsync(string uid, int port, CancellationToken cancellationToken)
    {
        var labels = new Dictionary<string, string> { [PodLabels.PodUid] = uid };
        var sandboxes = await runtime.ListPodSandboxesAsync(labels, cancellationToken);
        if (sandboxes.FirstOrDefault(one => one.Ready && one.Labels.ContainsKey(PodLabels.Node)) is not { } sandbox)
        {
            return null;
        }

        var pid = await tasks.GetPidAsync(sandbox.Id, cancellationToken);
        try
        {
            return await ConnectAsync(pid, new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        }
        catch (SocketException e4)
        {
            try
            {
                return await ConnectAsync(pid, new IPEndPoint(IPAddress.IPv6Loopback, port), cancellationToken);
            }
            catch (Exception e6) when (e6 is SocketException or IOException)
            {
                throw new IOException($"failed to connect to localhost:{port} inside the pod, IPv4: {e4.Message}, IPv6: {e6.Message}", e4);
            }
        }
    }

    private static async Task<Socket> ConnectAsync(uint pid, IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = await NetworkNamespace.OpenSocketAsync(pid, address.AddressFamily);
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
