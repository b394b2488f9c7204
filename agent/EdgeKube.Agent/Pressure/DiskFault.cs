namespace EdgeKube.Agent.Pressure;

/// <param name="Reason">One PascalCase word.</param>
internal sealed record DiskFault(string Reason, string Message)
{
    public static DiskFault ReadOnly(string path) => new("FilesystemIsReadOnly", $"{path} cannot be written; what runs goes on, but nothing new outlives a boot");

    /// <param name="path">What is on that disk.</param>
    public static DiskFault Failing(string path, string why) => new("FilesystemFails", $"the disk of {path} does not answer: {why}");
}
