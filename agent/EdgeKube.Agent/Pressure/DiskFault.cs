namespace EdgeKube.Agent.Pressure;

/// <param name="Reason">One PascalCase word.</param>
internal sealed record DiskFault(string Reason, string Message)
{
    public static DiskFault ReadOnly(string path) => new("FilesystemIsReadOnly", $"{path} cannot be written; what runs goes on, but nothing new outlives a boot");

    public static DiskFault Failing(string why) => new("FilesystemFails", $"the node's disk does not answer: {why}");
}
