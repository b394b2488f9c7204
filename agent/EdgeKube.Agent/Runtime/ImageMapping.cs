using EdgeKube.Agent.Protos.Cri;

namespace EdgeKube.Agent.Runtime;

/// <summary>Images between CRI's form and ours.</summary>
internal static class ImageMapping
{
    public static RuntimeImage FromCri(Image image) => new(
        image.Id, image.RepoTags, image.RepoDigests, image.Size, image.Uid, image.Username, image.Pinned);

    public static AuthConfig? ToCri(RegistryAuth? auth) => auth is null
        ? null
        : new AuthConfig { Username = auth.Username, Password = auth.Password, ServerAddress = auth.ServerAddress };
}
