using EdgeKube.Agent.Report;
using EdgeKube.Api;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Agent.StaticPods;

/// <summary>
/// Follows the files of a directory (/etc/edgekube/manifests): *.yaml, *.yml and *.json, a Pod each. Looks every ten seconds, at names, lengths and
/// times only, and reads what is new. A file that becomes faulty keeps the pod that it held; one that is removed ends it.
/// </summary>
internal sealed class StaticPodFolder(string directory, string nodeName, StaticPodSet pods, Action<NodeEvent> tell, TimeProvider time, ILogger<StaticPodFolder> logger)
{
    private const int MaxFiles = 110;
    private const long MaxBytes = 1 << 20;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, StaticPodFile> _files = new(StringComparer.Ordinal);
    private bool _isFailing;

    /// <summary>Every file could be read, and holds a pod: whatever else runs is not wanted.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Keys of pods that came, changed or went since the last look.</summary>
    public IReadOnlyList<Pods.PodKey> Look()
    {
        try
        {
            var names = List();
            foreach (var gone in _files.Keys.Where(name => !names.Contains(name)).ToList())
            {
                _files.Remove(gone);
            }

            IsWhole = true;
            foreach (var name in names)
            {
                Look(name);
            }

            _isFailing = false;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A disk that fails says nothing about what is wanted: all stays as it is.
            IsWhole = false;
            if (!_isFailing)
            {
                StaticPodLog.NotRead(logger, directory, failed.Message);
            }

            _isFailing = true;
        }

        return pods.Set(_files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value.Pod).OfType<Pod>());
    }

    /// <summary>Goes on looking, until cancelled.</summary>
    public async Task RunAsync(Action<IReadOnlyList<Pods.PodKey>> changed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (Look() is { Count: > 0 } keys)
            {
                changed(keys);
            }
        }
    }

    private List<string> List() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory).Where(IsManifest).Order(StringComparer.Ordinal).Take(MaxFiles)]
        : [];

    // Editors' and packagers' half-made files begin with a dot or end with something else.
    private static bool IsManifest(string path) => Path.GetFileName(path) is { } name && name[0] != '.' && Path.GetExtension(name) is ".yaml" or ".yml" or ".json";

    private void Look(string path)
    {
        var info = new FileInfo(path);
        var known = _files.GetValueOrDefault(path);
        if (!info.Exists)
        {
            return;
        }

        if (known is null || known.Length != info.Length || known.WrittenAt != info.LastWriteTimeUtc)
        {
            var (pod, faults) = info.Length <= MaxBytes
                ? StaticPodReader.Read(path, File.ReadAllBytes(path), nodeName)
                : (null, [$"is larger than {MaxBytes >> 20} MiB"]);
            Tell(path, faults);
            _files[path] = new StaticPodFile(info.Length, info.LastWriteTimeUtc, pod ?? known?.Pod) { HasFaults = faults.Count > 0 };
        }

        IsWhole &= !_files[path].HasFaults;
    }

    private void Tell(string path, IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            var why = string.Join("; ", faults);
            StaticPodLog.Refused(logger, path, why);
            tell(new NodeEvent("Warning", "InvalidStaticPod", $"{path}: {(why.Length > 800 ? why[..800] : why)}", time.GetUtcNow()));
        }
    }
}
