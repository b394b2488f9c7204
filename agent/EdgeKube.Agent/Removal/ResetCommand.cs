using EdgeKube.Agent.Configuration;
using EdgeKube.Agent.Pressure;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.Removal;

/// <summary>
/// <c>edgekube-agent reset</c>: removes everything that the agent ever made on this device, node of a cluster or not: pods, replica, keys, network,
/// cgroups, and with <c>--images</c> the images that no container uses.
/// </summary>
internal sealed class ResetCommand(
    AgentOptions options, string version, TimeProvider time, ILoggerFactory loggers, TextWriter output, TextWriter errors)
{
    /// <summary>For the container runtime to answer: whoever purges the package must not wait for ever.</summary>
    private static readonly TimeSpan RuntimeLimit = TimeSpan.FromSeconds(30);

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(bool removeImages, CancellationToken cancellationToken)
    {
        using var channel = new GrpcChannel(new HttpGrpcTransport(options.ContainerdSocket, time), time);
        var runtime = new CriRuntime(channel, time);
        if (await FindFaultAsync(runtime, cancellationToken) is { } fault)
        {
            errors.WriteLine($"error: {options.ContainerdSocket}: {fault}; the pods in it could not be removed, so nothing was. Start containerd and run edgekube-agent reset again");
            return 1;
        }

        output.WriteLine("Stopping the pods, then removing the replica and keys ...");
        await new LeaveCommand(options, version, time, loggers, output, errors).LeaveAsync("edgekube-agent reset was run", cancellationToken);
        if (removeImages)
        {
            output.WriteLine($"Removed {await RemoveImagesAsync(runtime, cancellationToken)} images");
        }

        List<string> faults = [.. NodeTraces.Remove(options)];
        if (await RemoveBlockAsync(runtime, cancellationToken) is { } left)
        {
            faults.Add(left);
        }

        faults.ForEach(one => errors.WriteLine($"error: {one}"));

        output.WriteLine(faults.Count == 0 ? "Nothing of EdgeKube but its package and configuration is left on this device." : "The rest was removed.");
        return faults.Count == 0 ? 0 : 1;
    }

    private async Task<string?> FindFaultAsync(CriRuntime runtime, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(RuntimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await runtime.GetVersionAsync(either.Token);
            return null;
        }
        catch (RuntimeException e) when (!cancellationToken.IsCancellationRequested)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return "containerd does not answer";
        }
    }

    // What the images' disk was asked with: it may be the very disk that fails.
    private static async Task<string?> RemoveBlockAsync(CriRuntime runtime, CancellationToken cancellationToken)
    {
        try
        {
            if (await runtime.FindImageDirectoryAsync(cancellationToken) is { } images && Directory.Exists(images))
            {
                File.Delete(DiskBlock.PathIn(images));
            }

            return null;
        }
        catch (Exception e) when (e is RuntimeException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static async Task<int> RemoveImagesAsync(CriRuntime runtime, CancellationToken cancellationToken)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in await runtime.ListContainersAsync(new Dictionary<string, string>(), cancellationToken))
        {
            used.UnionWith([container.Image, container.ImageRef]);
        }

        var removed = 0;
        foreach (var image in await runtime.ListImagesAsync(cancellationToken))
        {
            if (!used.Overlaps([image.Id, .. image.RepoTags, .. image.RepoDigests]))
            {
                await runtime.RemoveImageAsync(image.Id, cancellationToken);
                removed++;
            }
        }

        return removed;
    }
}
