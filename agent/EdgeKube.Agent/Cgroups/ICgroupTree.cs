namespace EdgeKube.Agent.Cgroups;

/// <summary>Who makes cgroups: the agent itself, or systemd where it must be asked.</summary>
internal interface ICgroupTree
{
    /// <summary>Makes the cgroup and its parents where they are missing, and sets its limits.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    void Ensure(string path, CgroupSettings settings);

    /// <returns>False while something still runs in it.</returns>
    bool Remove(string path);

    /// <summary>Names of the cgroups directly under a path.</summary>
    IReadOnlySet<string> Children(string path);
}
