namespace EdgeKube.Link.Trust;

/// <summary>What a certificate is shown for. One never passes for the other.</summary>
public enum CertificatePurpose
{
    /// <summary>A node or user towards the controller: extended key usage clientAuth, an identity as common name.</summary>
    Client,

    /// <summary>
    /// A door of the controller: extended key usage serverAuth. Only the controller is given such certificates, so any of them
    /// proves it; names and addresses are for clients that do not know that, and need not be compared.
    /// </summary>
    Server,
}
