using EdgeKube.Agent.Protos.Containerd;
using EdgeKube.Agent.Runtime;
using EdgeKube.Agent.Runtime.Grpc;

namespace EdgeKube.Agent.Images;

/// <summary>containerd's names of images.</summary>
internal sealed class ImageRegistry(GrpcChannel channel)
{
    /// <summary>CRI puts it on what it has pulled itself.</summary>
    private const string ManagedLabel = "io.cri-containerd.image";

    private static readonly GrpcCallOptions Options = new(TimeSpan.FromMinutes(2)) { Headers = [ContainerdMethods.Namespace] };

    /// <summary>Leaves what a pull by CRI would leave: the name, and the image's id as a second name. Writes nothing when they stand.</summary>
    public async Task RegisterAsync(PlannedImage plan, CancellationToken cancellationToken)
    {
        var target = new ImageTarget { MediaType = plan.Target.MediaType, Digest = plan.Target.Digest, Size = plan.Target.Size };
        await SetAsync(plan.Id, target, cancellationToken);
        await SetAsync(plan.Name, target, cancellationToken);
    }

    private async Task SetAsync(string name, ImageTarget target, CancellationToken cancellationToken)
    {
        var image = new NamedImage { Name = name, Target = target, Labels = { [ManagedLabel] = "managed" } };
        var present = await FindAsync(name, cancellationToken);
        if (present is null)
        {
            await channel.CallAsync(ContainerdMethods.ImageCreate, new SetImageRequest { Image = image }, Options, cancellationToken);
        }
        else if (present.Target != target || !present.Labels.ContainsKey(ManagedLabel))
        {
            await channel.CallAsync(ContainerdMethods.ImageUpdate, new SetImageRequest { Image = image }, Options, cancellationToken);
        }
    }

    /// <returns>Null when no image has this name.</returns>
    public async Task<NamedImage?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await channel.CallAsync(ContainerdMethods.ImageGet, new GetImageRequest { Name = name }, Options, cancellationToken)).Image;
        }
        catch (RuntimeException exception) when (exception.Code == RuntimeErrorCode.NotFound)
        {
            return null;
        }
    }
}
