namespace EdgeKube.Controller.Api;

internal sealed record ContainerUsage(string Name, Usage Usage);
