"""The signs on cards as small drawings, by the names that Slack knows them by."""


def _disc(fill: str, edge: str) -> str:
    return f'<circle cx="8" cy="8" r="6.5" fill="{fill}" stroke="{edge}"/>'


ICONS = {
    "red_circle": _disc("#dd2e44", "#c01f35"),
    "large_yellow_circle": _disc("#fdcb58", "#e0a92d"),
    "large_green_circle": _disc("#78b159", "#5c913b"),
    "white_circle": _disc("#f3f4f6", "#9aa0a6"),
    "rotating_light": (
        '<path d="M3.5 11V8a4.5 4.5 0 0 1 9 0v3z" fill="#dd2e44"/><path d="M2 11h12v3H2z" fill="#66757f"/>'
        '<path d="M8 .5v2M1.5 3l1.6 1.4M14.5 3l-1.6 1.4" stroke="#dd2e44" stroke-width="1.4"/>'
    ),
    "eyes": (
        '<ellipse cx="4.5" cy="8" rx="3.3" ry="5" fill="#fff" stroke="#66757f"/>'
        '<ellipse cx="11.5" cy="8" rx="3.3" ry="5" fill="#fff" stroke="#66757f"/>'
        '<circle cx="3.6" cy="8.6" r="1.7" fill="#292f33"/><circle cx="10.6" cy="8.6" r="1.7" fill="#292f33"/>'
    ),
    "alarm_clock": (
        '<circle cx="8" cy="9" r="5.5" fill="#fff" stroke="#dd2e44" stroke-width="1.8"/>'
        '<path d="M8 5.5V9l2.4 1.6M1.5 4.5l3-2.6M14.5 4.5l-3-2.6" fill="none" stroke="#292f33" stroke-width="1.4"/>'
    ),
    "hourglass_flowing_sand": (
        '<path d="M4 2h8v2.5L9 8l3 3.5V14H4v-2.5L7 8 4 4.500z" fill="#ffe8b6" stroke="#66757f"/>'
        '<path d="M3 1.500h10M3 14.500h10" stroke="#66757f" stroke-width="1.6"/>'
    ),
    "white_check_mark": (
        '<rect x="1" y="1" width="14" height="14" rx="2.5" fill="#5c913b"/>'
        '<path d="M4 8.300l2.8 2.900L12 5" fill="none" stroke="#fff" stroke-width="2"/>'
    ),
    "wrench": (
        '<path d="M13.8 4.400l-2.4 1-1-1 1-2.300a3.6 3.6 0 0 0-4.6 4.600L2 11.5 4.5 14l4.8-4.800a3.6 3.6 0 0 0 4.5-4.800z"'
        ' fill="#8899a6"/>'
    ),
    "small_red_triangle": '<path d="M8 2.500L14.5 13.500H1.500z" fill="#dd2e44"/>',
}
