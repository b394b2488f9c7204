using EdgeKube.Agent.Runtime;

namespace EdgeKube.Agent.Network;

/// <summary>Writes the node's network into the place where the container runtime reads it, and knows whether pods can be given addresses.</summary>
internal sealed class PodNetwork(PodNetworkOptions options)
{
    private readonly Lock _gate = new();
    private string? _podCidr;
    private volatile bool _isWritten;
    private volatile bool _isReady;

    public string BridgeName => options.BridgeName;

    /// <summary>A podCIDR is known, so that pods may be waiting for the runtime to read it.</summary>
    public bool IsKnown
    {
        get
        {
            lock (_gate)
            {
                return _podCidr is not null;
            }
        }
    }

    /// <summary>Why pods cannot be given addresses, in the runtime's words.</summary>
    public string Message { get; private set; } = "Network plugin returns error: cni plugin not initialized";

    /// <returns>False for a podCIDR that is none.</returns>
    public bool Configure(string podCidr)
    {
        if (!PodCidr.IsValid(podCidr))
        {
            return false;
        }

        bool isFirst;
        lock (_gate)
        {
            isFirst = _podCidr is null;
            _podCidr = podCidr;
            _isWritten = false;
        }

        if (isFirst)
        {
            RemoveDamaged();
        }

        Write();
        return true;
    }

    /// <summary>A pod got no address: the runtime is asked before the next try.</summary>
    public void Doubt() => _isReady = false;

    /// <summary>
    /// Removes what the CNI library keeps of a removed sandbox's loopback. containerd's own configuration of the loopback is too old for the library
    /// to do it, so that a device would collect a file for every pod it ever ran.
    /// </summary>
    public void Forget(string sandboxId)
    {
        try
        {
            File.Delete(Path.Combine(options.CniResultsDirectory, Path.GetFileName($"cni-loopback-{sandboxId}-lo")));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A small file too many harms nobody; a pod that cannot be removed would.
        }
    }

    // The CNI library does not write its files to the disk: a power cut leaves them empty, and then it could not take such a pod's network away,
    // not ever. Without the file it can.
    private void RemoveDamaged()
    {
        try
        {
            foreach (var file in new DirectoryInfo(options.CniResultsDirectory).EnumerateFiles($"{options.NetworkName}-*"))
            {
                if (file.Length == 0)
                {
                    file.Delete();
                }
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // No pod ever had a network here, or the disk is read-only: then none is taken away either.
        }
    }

    public async Task<bool> IsReadyAsync(IContainerRuntime runtime, CancellationToken cancellationToken)
    {
        if (!Write())
        {
            return false;
        }

        if (!_isReady)
        {
            var status = await runtime.GetStatusAsync(cancellationToken);
            Message = status.NetworkReady || status.Message.Length == 0 ? Message : status.Message;
            _isReady = status.NetworkReady;
        }

        return _isReady;
    }

    // A full disk must not cost the node its network for good: whoever waits for the network tries again.
    private bool Write()
    {
        lock (_gate)
        {
            if (_podCidr is null || _isWritten)
            {
                return _isWritten;
            }

            try
            {
                WriteIfDifferent(options.ConfigurationPath, CniConfig.Build(options, _podCidr));
                _isWritten = true;
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
            {
                Message = $"the pod network cannot be written: {failed.Message}";
            }

            return _isWritten;
        }
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
