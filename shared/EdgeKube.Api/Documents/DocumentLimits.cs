namespace EdgeKube.Api;

/// <summary>What a document may cost at most. Real objects stay far below; a hostile one must not cost more memory than it has bytes to pay with.</summary>
public static class DocumentLimits
{
    /// <summary>Bytes of a request or manifest, as in Kubernetes.</summary>
    public const int MaxBytes = 3 * 1024 * 1024;

    /// <summary>Nodes of one document after aliases are expanded.</summary>
    public const int MaxNodes = 200_000;

    /// <summary>Levels of nesting.</summary>
    public const int MaxDepth = 100;

    /// <summary>Documents in one manifest.</summary>
    public const int MaxDocuments = 1_000;
}
