using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Network;

/// <summary>Writes the node's network into the place where the container runtime reads it, and knows whether pods can be given addresses.</summary>
internal sealed class PodNetwork(PodNetworkOptions options)
{
    private const string FileName = "10-edgekube.conflist";
    private readonly Lock _gate = new();
    private volatile bool _isConfigured;
    private volatile bool _isReady;

    /// <summary>A podCIDR is known and written.</summary>
    public bool IsConfigured => _isConfigured;

    /// <summary>Why pods cannot be given addresses, in the runtime's words.</summary>
    public string Message { get; private set; } = "Network plugin returns error: cni plugin not initialized";

    /// <returns>Whether the network can be used from now on; false for a podCIDR that is none.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public bool Configure(string podCidr)
    {
        if (!PodCidr.IsValid(podCidr))
        {
            return false;
        }

        lock (_gate)
        {
            WriteIfDifferent(Path.Combine(options.CniConfDirectory, FileName), CniConfig.Build(options, podCidr));
            _isConfigured = true;
        }

        return true;
    }

    /// <summary>A pod got no address: the runtime is asked before the next try.</summary>
    public void Doubt() => _isReady = false;

    public async Task<bool> IsReadyAsync(IContainerRuntime runtime, CancellationToken cancellationToken)
    {
        if (_isConfigured && !_isReady)
        {
            var status = await runtime.GetStatusAsync(cancellationToken);
            _isReady = status.NetworkReady;
            Message = status.NetworkReady || status.Message.Length == 0 ? Message : status.Message;
        }

        return _isConfigured && _isReady;
    }

    // By rename: the runtime reads the directory whenever it likes and must never see half a file.
    private static void WriteIfDifferent(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
