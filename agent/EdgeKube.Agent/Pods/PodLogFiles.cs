namespace EdgeKube.Agent.Pods;

/// <summary>The containers' log files, laid out as the kubelet does: NS_NAME_UID/CONTAINER/RESTART.log.</summary>
internal sealed class PodLogFiles(PodManagerOptions options)
{
    public string DirectoryOf(PodKey key, string uid)
        => Path.Combine(options.PodLogsDirectory, $"{SafeName.Check(key.Namespace)}_{SafeName.Check(key.Name)}_{SafeName.Check(uid)}");

    public static string PathOf(string container, int restartCount) => $"{SafeName.Check(container)}/{restartCount}.log";

    /// <summary>The runtime makes the file, not its directory.</summary>
    public void Create(PodKey key, string uid, IEnumerable<string> containers)
    {
        foreach (var container in containers)
        {
            Directory.CreateDirectory(Path.Combine(DirectoryOf(key, uid), SafeName.Check(container)));
        }
    }

    public void Remove(PodKey key, string uid)
    {
        var directory = DirectoryOf(key, uid);
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Removes a container's log and what was rotated out of it.</summary>
    public void RemoveFile(string logPath)
    {
        if (logPath.StartsWith(options.PodLogsDirectory + "/", StringComparison.Ordinal))
        {
            LogRotation.Files(logPath, options.MaxLogFiles).ToList().ForEach(File.Delete);
        }
    }

    /// <returns>True when the file was moved away, so that the runtime must open it anew.</returns>
    public bool Rotate(string logPath)
    {
        var file = new FileInfo(logPath);
        if (!file.Exists || file.Length < options.MaxLogBytes)
        {
            return false;
        }

        var files = LogRotation.Files(logPath, options.MaxLogFiles);
        for (var older = files.Count - 1; older > 0; older--)
        {
            if (File.Exists(files[older - 1]))
            {
                File.Move(files[older - 1], files[older], overwrite: true);
            }
        }

        return true;
    }
}
