namespace EdgeKube.Agent.Cgroups;

/// <summary>One cgroup path in all mounted hierarchies at once.</summary>
internal sealed class CgroupTree(IReadOnlyList<CgroupMount> mounts) : ICgroupTree
{
    private static readonly string[] UnifiedControllers = ["cpu", "cpuset", "memory", "pids", "io"];
    private readonly bool _pureV2 = mounts.All(mount => mount.Unified);

    public static CgroupTree OfThisHost() => new(CgroupMount.Read(File.ReadAllText("/proc/self/mounts")));

    public void Ensure(string path, CgroupSettings settings)
    {
        foreach (var mount in mounts)
        {
            var directory = mount.Path;
            foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                EnableControllers(mount, directory);
                directory = Path.Combine(directory, part);
                Directory.CreateDirectory(directory);
                CopyCpuset(mount, directory);
            }

            Write(mount, directory, settings);
        }
    }

    /// <summary>Sets limits of a cgroup that may not be there.</summary>
    public void Update(string path, CgroupSettings settings)
    {
        foreach (var mount in mounts.Where(mount => Directory.Exists(mount.Path + path)))
        {
            Write(mount, mount.Path + path, settings);
        }
    }

    /// <summary>Whether it is there, in any hierarchy.</summary>
    public bool Exists(string path) => mounts.Any(mount => Directory.Exists(mount.Path + path));

    /// <summary>Whether something runs in it, or below it.</summary>
    public bool IsPopulated(string path) => mounts.Select(mount => mount.Path + path).Where(Directory.Exists).Any(
        directory => Directory.EnumerateFiles(directory, "cgroup.procs", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Length > 0));

    public bool Remove(string path) => mounts.Select(mount => RemoveDirectory(mount.Path + path)).ToList().TrueForAll(removed => removed);

    public IReadOnlySet<string> Children(string path)
        => mounts.Select(mount => mount.Path + path).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Select(child => Path.GetFileName(child)).ToHashSet();

    private static bool RemoveDirectory(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return true;
        }

        try
        {
            var empty = Directory.EnumerateDirectories(directory).Select(RemoveDirectory).ToList().TrueForAll(removed => removed);
            if (empty)
            {
                // Its files go with it; only the directory itself can be removed.
                Directory.Delete(directory);
            }

            return empty;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Write(CgroupMount mount, string directory, CgroupSettings settings)
    {
        // Beside v1's hierarchies the unified one has no controllers.
        foreach (var file in CgroupFilePlan.Files(settings, mount.Unified).Where(file => mount.Unified ? _pureV2 : mount.Controllers.Contains(file.Controller)))
        {
            File.WriteAllText(Path.Combine(directory, file.Name), file.Value);
        }
    }

    private void EnableControllers(CgroupMount mount, string directory)
    {
        if (!mount.Unified || !_pureV2)
        {
            return;
        }

        var available = File.ReadAllText(Path.Combine(directory, "cgroup.controllers")).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var enabled = File.ReadAllText(Path.Combine(directory, "cgroup.subtree_control")).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var controller in UnifiedControllers.Where(controller => available.Contains(controller) && !enabled.Contains(controller)))
        {
            File.WriteAllText(Path.Combine(directory, "cgroup.subtree_control"), $"+{controller}");
        }
    }

    // A new v1 cpuset has no cpus, and then no process can enter it.
    private static void CopyCpuset(CgroupMount mount, string directory)
    {
        if (!mount.Controllers.Contains("cpuset"))
        {
            return;
        }

        foreach (var file in (string[])["cpuset.cpus", "cpuset.mems"])
        {
            var own = Path.Combine(directory, file);
            if (File.ReadAllText(own).Trim().Length == 0)
            {
                File.WriteAllText(own, File.ReadAllText(Path.Combine(Path.GetDirectoryName(directory)!, file)));
            }
        }
    }
}
