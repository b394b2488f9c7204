namespace EdgeKube.Agent.Configuration;

/// <summary>Keeps two agents from one node. The kernel lets go of it when the process ends, however it ends.</summary>
internal static class InstanceLock
{
    /// <returns>Null when another agent runs there.</returns>
    /// <exception cref="UnauthorizedAccessException">The directory is not this user's.</exception>
    public static IDisposable? Find(string runDir)
    {
        Directory.CreateDirectory(runDir);
        try
        {
            return new FileStream(Path.Combine(runDir, "agent.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
